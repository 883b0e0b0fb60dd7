package dev.leat.park;

import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import org.jspecify.annotations.Nullable;

/** A change to parked keys, made only as part of a commit. */
public sealed interface ParkChange {

    /**
     * Demands that the parked key has this request, or none: else somebody has asked anew, and the commit is fenced.
     *
     * @param request null for none, which an unsigned one counts as
     */
    record Expect(PartitionId partition, Key key, @Nullable ParkRequest request) implements ParkChange {

        /** The id of the request that the store must have; empty when it must have no signed one. */
        public String requestId() {
            return request == null ? "" : request.id();
        }
    }

    /** Stores or replaces the key's state, its partition and request included; a request that it carries is noticed. */
    record Park(ParkedKey key) implements ParkChange {}

    /** Appends an event to the key's queue; one that stands in it changes its partition. */
    record Queue(PartitionId partition, Key key, ParkedEvent event) implements ParkChange {}

    /** Removes queued events up to a position, because they have taken effect or were ruled out. */
    record Dequeue(PartitionId partition, Key key, Position through) implements ParkChange {}

    /** Removes the key's state; its queue is empty. */
    record Unpark(PartitionId partition, Key key) implements ParkChange {}

    /** Stores a {@link Ruling}, with the store's time. */
    record Rule(PartitionId partition, Key key, ParkedEvent event, ParkRequest request) implements ParkChange {}

    /** Adds to the audit trail, with the store's time. */
    record Audit(AuditNote note) implements ParkChange {}
}
