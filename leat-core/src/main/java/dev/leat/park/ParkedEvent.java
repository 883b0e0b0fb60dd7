package dev.leat.park;

import dev.leat.event.EventId;
import dev.leat.event.Position;

/** An event in a parked key's queue. Immutable. */
public record ParkedEvent(Position position, EventId id) {}
