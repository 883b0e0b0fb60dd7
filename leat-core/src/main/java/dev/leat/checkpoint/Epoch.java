package dev.leat.checkpoint;

/**
 * Counts the owners of a partition or role; it only grows, and a write that carries an older one is refused.
 *
 * @param value 0 (never owned) or more
 */
public record Epoch(long value) {

    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("Epoch must be 0 or more: " + value + ".");
        }
    }

    public static final Epoch NONE = new Epoch(0);

    public Epoch next() {
        return new Epoch(value + 1);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
