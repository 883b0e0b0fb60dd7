package dev.leat.examples.onlineretail.rebuild;

import java.util.Locale;

/**
 * What a rebuild did, as a row that {@code benchmarks/compare} reads. Immutable.
 *
 * @param cursor events a second of a plain cursor
 * @param decoding events a second of a cursor that decodes
 * @param built events a second of the rebuild
 */
record RebuildRow(long events, double cursor, double decoding, double built, boolean exact) {

    /** One JSON object, with the end of the line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"rebuild\",\"events\":%d,\"cursorEventsPerSecond\":%.0f,"
                        + "\"decodingCursorEventsPerSecond\":%.0f,\"eventsPerSecond\":%.0f,\"exact\":%b}%n",
                events,
                cursor,
                decoding,
                built,
                exact);
    }
}
