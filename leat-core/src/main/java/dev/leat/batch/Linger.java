package dev.leat.batch;

import dev.leat.event.Position;
import java.time.Duration;

/**
 * How long a projection waits before it reads on. A commit costs the server as much as the writes of about a thousand
 * events, so while a source is busy and this replica's share of it is small, it waits until a thousand have gathered or
 * the longest linger is over. A quiet source is read at once, also when some of its events come close together: rates
 * are those of a second, not of a moment. Confined to one thread.
 */
public final class Linger {

    /** A batch of so many events is worth its commit. */
    private static final int WORTH_EVENTS = 1_000;

    /** From so many events a second, of all partitions, a source is busy. */
    private static final int BUSY_PER_SECOND = 500;

    /** A higher rate counts as this one, so that what follows a burst is not taken for busy for long. */
    private static final int MOST_PER_SECOND = 4 * BUSY_PER_SECOND;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration longest;
    private Position read = Position.START;
    private long readAt;
    private long until;
    private double sourceRate;
    private double ownRate;

    public Linger(Duration longest, long now) {
        this.longest = longest;
        this.readAt = now;
        this.until = now;
    }

    /**
     * Notes what was read.
     *
     * @param after exclusive
     * @param events how many of them concern this replica
     * @param more whether there is more to be read at once
     */
    public void read(long now, Position after, Position through, int events, boolean more) {
        double seconds = Math.max(1, now - readAt) / NANOS_PER_SECOND;
        double kept = Math.exp(-seconds);
        long passed = Math.max(0, through.since(read.max(after)));
        sourceRate = Math.min(MOST_PER_SECOND, smoothed(sourceRate, passed, seconds, kept));
        ownRate = smoothed(ownRate, events, seconds, kept);
        read = read.max(through);
        readAt = now;
        until = now;
        if (sourceRate >= BUSY_PER_SECOND && !more && events < WORTH_EVENTS) {
            double wait = WORTH_EVENTS / Math.max(1, ownRate) * NANOS_PER_SECOND;
            until += Math.min(longest.toNanos(), (long) wait);
        }
    }

    /** Exponentially weighted by age, with a time constant of a second. */
    private static double smoothed(double rate, long events, double seconds, double kept) {
        return rate * kept + events / seconds * (1 - kept);
    }

    /** How long to wait, in nanoseconds; 0 for not at all. */
    public long left(long now) {
        return Math.max(0, until - now);
    }
}
