package dev.leat.park;

import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;

/** A change to parked keys, made only as part of a commit. */
public sealed interface ParkChange {

    /** Stores or replaces the key's state, its partition and request included; a request that it carries is noticed. */
    record Park(ParkedKey key) implements ParkChange {}

    /** Appends an event to the key's queue; one that stands in it changes its partition. */
    record Queue(PartitionId partition, Key key, ParkedEvent event) implements ParkChange {}

    /** Removes queued events up to a position, because they have taken effect. */
    record Dequeue(PartitionId partition, Key key, Position through) implements ParkChange {}

    /** Removes the key's state; its queue is empty. */
    record Unpark(PartitionId partition, Key key) implements ParkChange {}
}
