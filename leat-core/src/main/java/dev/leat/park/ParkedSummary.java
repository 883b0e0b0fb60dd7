package dev.leat.park;

import java.util.List;

/**
 * How many keys of a projection are parked. Immutable.
 *
 * @param retrying tried again by Leat itself
 * @param parked waiting for somebody
 * @param examples some of them, those that failed at the lowest positions first
 */
public record ParkedSummary(int retrying, int parked, List<ParkedKey> examples) {

    public static final ParkedSummary NONE = new ParkedSummary(0, 0, List.of());

    public ParkedSummary {
        examples = List.copyOf(examples);
    }

    /** All of them. */
    public int count() {
        return retrying + parked;
    }
}
