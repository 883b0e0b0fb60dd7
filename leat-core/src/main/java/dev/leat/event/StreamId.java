package dev.leat.event;

/**
 * The name of one stream: one aggregate's events. Immutable.
 *
 * @param value at most {@value #MAX_LENGTH} characters, not blank, without lone surrogates
 */
public record StreamId(String value) {

    /** Longest accepted stream id, in characters. */
    public static final int MAX_LENGTH = 512;

    public StreamId {
        StoredText.require("Stream id", value, MAX_LENGTH);
    }

    public static StreamId of(String value) {
        return new StreamId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
