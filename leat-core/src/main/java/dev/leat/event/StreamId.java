package dev.leat.event;

/**
 * The name of one stream: one aggregate's events. Immutable.
 *
 * @param value at most {@value #MAX_LENGTH} characters, not blank
 */
public record StreamId(String value) {

    /** Longest accepted stream id, in characters. */
    public static final int MAX_LENGTH = 512;

    public StreamId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Stream id must have 1 to " + MAX_LENGTH
                    + " characters and not be blank: '" + value + "'. Choose another id.");
        }
    }

    public static StreamId of(String value) {
        return new StreamId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
