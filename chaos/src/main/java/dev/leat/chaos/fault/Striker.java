package dev.leat.chaos.fault;

import com.mongodb.MongoException;
import dev.leat.failure.LeatException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Carries out a plan, one fault after the other, and measures. Confined to the main thread. */
public final class Striker {

    /** How long replicas may take to catch up after a fault before that counts as a failure. */
    private static final Duration RECOVERY_WAIT = Duration.ofMinutes(2);

    private final Arena arena;
    private final long began = System.nanoTime();
    private final List<String> failures = new ArrayList<>();

    public Striker(Arena arena) {
        this.arena = arena;
    }

    /** Strikes, and waits until the replicas have caught up. */
    public Strike strike(FaultPlan.Next next) throws InterruptedException {
        long from = System.nanoTime();
        Evidence evidence = carryOut(next);
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

    /** A fault that breaks on its way must not end an hour's run: it is told, and what it left is healed. */
    private Evidence carryOut(FaultPlan.Next next) throws InterruptedException {
        List<String> names = arena.fleet().names();
        try {
            return next.kind().fault().strike(arena, new Random(next.seed()));
        } catch (MongoException | LeatException | KafkaException | IllegalStateException | UncheckedIOException e) {
            String words = next.kind().word() + " could not be carried out: " + e.getMessage();
            failures.add(words);
            arena.heal(names);
            return new Evidence("nothing", false, words);
        }
    }

    /** Faults that could not be carried out. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
