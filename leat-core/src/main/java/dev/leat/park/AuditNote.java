package dev.leat.park;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request about a parked key. Immutable.
 *
 * @param position where the event stands that the request is about
 * @param event null when nobody knows it any more
 * @param detail for a failure the error, for a replaced request the newer one, for one that was carried out what failed
 *     next; else empty
 */
public record AuditNote(
        What what,
        PartitionId partition,
        Key key,
        Position position,
        @Nullable EventId event,
        ParkRequest request,
        String detail) {

    /** A step in the life of a request. */
    public enum What {
        /** Somebody asked. */
        ASKED,
        /** A newer request took its place before it was carried out. */
        REPLACED,
        /** The owner carried it out. */
        DONE,
        /** The owner tried, and the key stays parked at the same event. */
        FAILED
    }
}
