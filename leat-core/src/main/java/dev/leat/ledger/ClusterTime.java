package dev.leat.ledger;

import java.time.Instant;

/**
 * A point in the database's own logical time. Immutable, ordered.
 *
 * @param value seconds since the epoch in the upper 32 bits, a counter within the second in the lower 32 (the form of a
 *     BSON timestamp)
 */
public record ClusterTime(long value) implements Comparable<ClusterTime> {

    /** Before everything. */
    public static final ClusterTime ZERO = new ClusterTime(0);

    public static ClusterTime of(long seconds, int increment) {
        return new ClusterTime(seconds << 32 | Integer.toUnsignedLong(increment));
    }

    public boolean isBefore(ClusterTime other) {
        return compareTo(other) < 0;
    }

    /** The wall-clock second it lies in. */
    public Instant toInstant() {
        return Instant.ofEpochSecond(value >>> 32);
    }

    @Override
    public int compareTo(ClusterTime other) {
        return Long.compareUnsigned(value, other.value);
    }
}
