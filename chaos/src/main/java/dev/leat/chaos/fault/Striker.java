package dev.leat.chaos.fault;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Carries out a plan, one fault after the other, and measures. Confined to the main thread. */
public final class Striker {

    /** How long replicas may take to catch up after a fault before that counts as a failure. */
    private static final Duration RECOVERY_WAIT = Duration.ofMinutes(2);

    private final Arena arena;
    private final long began = System.nanoTime();

    public Striker(Arena arena) {
        this.arena = arena;
    }

    /** Strikes, and waits until the replicas have caught up. */
    public Strike strike(FaultPlan.Next next) throws InterruptedException {
        long from = System.nanoTime();
        Evidence evidence = next.kind().fault().strike(arena, new Random(next.seed()));
        long healed = System.nanoTime();
        @Nullable Duration recovery = arena.awaitRecovery(RECOVERY_WAIT);
        return new Strike(
                next.number(),
                next.kind(),
                evidence,
                Duration.ofNanos(from - began),
                Duration.ofNanos(healed - from),
                recovery,
                arena.fleet().commits().longestGap(from, System.nanoTime()));
    }
}
