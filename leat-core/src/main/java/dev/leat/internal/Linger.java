package dev.leat.internal;

import dev.leat.event.Position;
import java.time.Duration;

/**
 * How long a projection waits before it reads on. A commit costs the server as much as the writes of about a thousand
 * events, so while a source is busy and this replica's share of it is small, it waits until a thousand have gathered or
 * the longest linger is over. A quiet source is read at once. Confined to the projection task.
 */
final class Linger {

    /** A batch of so many events is worth its commit. */
    private static final int WORTH_EVENTS = 1_000;

    /** From so many events a second, of all partitions, a source is busy. */
    private static final int BUSY_PER_SECOND = 500;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration longest;
    private Position read = Position.START;
    private long readAt;
    private long until;

    Linger(Duration longest, long now) {
        this.longest = longest;
        this.readAt = now;
        this.until = now;
    }

    /**
     * Notes how far was read.
     *
     * @param events how many of them concern this replica
     * @param more whether there is more to be read at once
     */
    void read(long now, Position through, int events, boolean more) {
        double seconds = Math.max(1, now - readAt) / NANOS_PER_SECOND;
        boolean busy = through.since(read) / seconds >= BUSY_PER_SECOND;
        read = through;
        readAt = now;
        until = now;
        if (busy && !more && events < WORTH_EVENTS) {
            double wait = WORTH_EVENTS * seconds / Math.max(1, events) * NANOS_PER_SECOND;
            until += Math.min(longest.toNanos(), (long) wait);
        }
    }

    /** How long to wait, in nanoseconds; 0 for not at all. */
    long left(long now) {
        return Math.max(0, until - now);
    }
}
