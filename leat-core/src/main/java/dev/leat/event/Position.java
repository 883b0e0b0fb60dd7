package dev.leat.event;

/**
 * A dense place in a ledger: the first event has position 1, the next 2, without gaps. Immutable.
 *
 * @param value 0 ({@link #START}, before the first event) or more
 */
public record Position(long value) implements Comparable<Position> {

    /** Before the first event. */
    public static final Position START = new Position(0);

    /** Behind every event there can be. */
    public static final Position MAX = new Position(Long.MAX_VALUE);

    public Position {
        if (value < 0) {
            throw new IllegalArgumentException("Position must be 0 or more: " + value + ".");
        }
    }

    public static Position of(long value) {
        return value == 0 ? START : new Position(value);
    }

    public Position plus(long events) {
        return of(value + events);
    }

    /** How many events lie between an earlier position and this one. */
    public long since(Position earlier) {
        return value - earlier.value;
    }

    /** True when everything up to {@code other} lies at or before this position. */
    public boolean covers(Position other) {
        return value >= other.value;
    }

    public boolean isBefore(Position other) {
        return value < other.value;
    }

    public Position min(Position other) {
        return value <= other.value ? this : other;
    }

    public Position max(Position other) {
        return value >= other.value ? this : other;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
