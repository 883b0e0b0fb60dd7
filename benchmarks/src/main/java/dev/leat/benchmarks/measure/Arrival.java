package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Waits until events have arrived in the read models. Confined to one thread. */
final class Arrival {

    /** So long a fleet may be silent before the read models themselves are asked. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** So long nothing may arrive before it counts as never. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BenchDatabase database;
    private final Fleet fleet;
    private final LongConsumer progress;
    private long bestCount = -1;
    private long bestNanos;
    private long askedNanos;

    Arrival(BenchDatabase database, Fleet fleet) {
        this(database, fleet, committed -> {});
    }

    /**
     * One that tells how far it is.
     *
     * @param progress hears often what {@link Fleet#committedEvents} comes to
     */
    Arrival(BenchDatabase database, Fleet fleet, LongConsumer progress) {
        this.progress = progress;
        this.database = database;
        this.fleet = fleet;
    }

    /**
     * Waits by the replicas' own count, which costs the server nothing. A commit whose outcome its replica never learnt
     * is not in that count; so after a silence the read models are asked.
     *
     * @param committed what {@link Fleet#committedEvents} comes to
     * @param counted what the read models count together
     * @throws IllegalStateException when nothing arrives for two minutes
     */
    void await(long committed, long counted) throws InterruptedException {
        bestCount = -1;
        bestNanos = System.nanoTime();
        askedNanos = bestNanos;
        fleet.await(() -> hasArrived(committed, counted), Duration.ofHours(1), "events");
    }

    private boolean hasArrived(long committed, long counted) {
        long sofar = fleet.committedEvents();
        progress.accept(sofar);
        return sofar >= committed || isCounted(counted);
    }

    /** Waits by the read models alone, as is needed once a replica was killed with its count. */
    void awaitCounted(long counted) throws InterruptedException {
        bestCount = -1;
        bestNanos = System.nanoTime();
        askedNanos = bestNanos - SILENCE.toNanos();
        fleet.await(() -> isCounted(counted), Duration.ofHours(1), "events");
    }

    private boolean isCounted(long wanted) {
        long now = System.nanoTime();
        long quietSince = Math.max(askedNanos, fleet.lastCommitNanos());
        if (now - quietSince < SILENCE.toNanos()) {
            return false;
        }
        askedNanos = now;
        long counted = database.countedEvents();
        if (counted > bestCount) {
            bestCount = counted;
            bestNanos = now;
        }
        if (counted < wanted && now - bestNanos > PATIENCE.toNanos()) {
            throw new IllegalStateException("The read models count " + counted + " of " + wanted
                    + " events and have not moved for " + PATIENCE.toSeconds() + " s.");
        }
        return counted >= wanted;
    }
}
