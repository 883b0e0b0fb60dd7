package dev.leat.event;

import java.time.Instant;
import java.util.Map;

/**
 * One committed event as a projection sees it. Immutable as long as {@code data} is.
 *
 * @param position place in the ledger; {@link Position#START} when read from the event store and not through a ledger
 * @param id the event's identity in its source
 * @param slot hash slot of the stream, 0 to 1023
 * @param stream the stream it belongs to
 * @param version place in its stream, from 1; {@link #NO_VERSION} when the source keeps none
 * @param type the stored type name, after upcasting
 * @param time when it happened, as the source says; {@link Instant#EPOCH} when the source keeps none
 * @param data the typed event when its type is registered, otherwise the store's raw document
 * @param metadata text that travels with the event, empty when there is none
 */
public record Event(
        Position position,
        EventId id,
        int slot,
        StreamId stream,
        long version,
        EventType type,
        Instant time,
        Object data,
        Map<String, String> metadata)
        implements FeedItem {

    /** The version of an event whose source keeps no versions. */
    public static final long NO_VERSION = 0;

    /** Names the event without its payload, so that it may be logged. */
    @Override
    public String toString() {
        return type + " " + stream + "#" + version + " (id " + id + ", position " + position + ")";
    }
}
