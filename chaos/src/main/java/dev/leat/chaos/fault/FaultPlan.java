package dev.leat.chaos.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run in their order, drawn from its seed: rounds in which each kind comes once. Endless. Confined to one
 * thread.
 */
public final class FaultPlan {

    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final List<FaultKind> kinds;
    private final Random random;
    private final Deque<FaultKind> round = new ArrayDeque<>();
    private int drawn;

    /**
     * A plan.
     *
     * @param kinds one or more; their order plays no part
     */
    public FaultPlan(long seed, Collection<FaultKind> kinds) {
        this.seed = seed;
        this.kinds = kinds.stream().distinct().sorted().toList();
        this.random = new Random(seed);
    }

    /**
     * What comes next.
     *
     * @param number from 1
     * @param seed of the strike
     * @param restMillis how long nothing happens before it
     */
    public record Next(int number, FaultKind kind, long seed, long restMillis) {}

    /** Draws the next fault. */
    public Next next() {
        if (round.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        drawn++;
        return new Next(drawn, round.removeFirst(), seed + drawn * STRIDE, 500 + random.nextInt(2_000));
    }
}
