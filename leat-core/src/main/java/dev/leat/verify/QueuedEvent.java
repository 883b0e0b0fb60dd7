package dev.leat.verify;

import dev.leat.park.ParkedEvent;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;

/** An event that waits in the queue of a parked key. Immutable. */
public record QueuedEvent(PartitionId partition, Key key, ParkedEvent event) {}
