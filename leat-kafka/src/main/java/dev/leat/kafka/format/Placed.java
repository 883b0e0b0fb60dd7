package dev.leat.kafka.format;

import dev.leat.event.EventId;
import dev.leat.event.Position;

/**
 * Which event a record holds, and where it stands, as its headers say.
 *
 * @param slot 0 to 1023
 */
public record Placed(Position position, EventId id, int slot) {}
