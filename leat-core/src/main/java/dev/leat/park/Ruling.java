package dev.leat.park;

import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import java.time.Instant;

/**
 * That a projection takes no effect of an event for a key, or that of another one in its place. The event itself stays
 * what it is. Immutable.
 *
 * @param partition which carried it out
 * @param key under which the event was parked
 * @param request a discard or an edit
 * @param at by the store's clock
 */
public record Ruling(PartitionId partition, Key key, ParkedEvent event, ParkRequest request, Instant at) {}
