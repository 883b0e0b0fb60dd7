package dev.leat.testkit.simulation;

import dev.leat.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The one clock of a simulation, and what is to happen by it. Confined to the simulation's thread. */
final class SimulatedTime {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Timed> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Timed::at).thenComparingLong(Timed::order));
    private long now;
    private long order;
    private long databaseOffset;

    private record Timed(long at, long order, Runnable action) {}

    long now() {
        return now;
    }

    void advanceTo(long time) {
        now = Math.max(now, time);
    }

    void after(long nanos, Runnable action) {
        agenda.add(new Timed(now + nanos, order++, action));
    }

    /** When the next action is due; {@link Long#MAX_VALUE} when there is none. */
    long nextActionAt() {
        Timed next = agenda.peek();
        return next == null ? Long.MAX_VALUE : next.at();
    }

    void runNextAction() {
        @Nullable Timed next = agenda.poll();
        if (next != null) {
            advanceTo(next.at());
            next.action().run();
        }
    }

    InstantSource databaseClock() {
        return () -> BEGINNING.plus(Duration.ofNanos(now + databaseOffset));
    }

    /** Makes the database's clock jump, as a change of primary does. */
    void jumpDatabaseClock(long nanos) {
        databaseOffset += nanos;
    }

    /** A replica's own clock. */
    Ticker ticker(long offset, double rate) {
        long start = now;
        return () -> offset + (long) ((now - start) * rate);
    }
}
