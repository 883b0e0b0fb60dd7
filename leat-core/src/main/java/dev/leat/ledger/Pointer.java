package dev.leat.ledger;

import dev.leat.event.EventId;

/**
 * What the ledger keeps of an event: which one, and the slot of its stream.
 *
 * @param slot 0 to 1023
 */
public record Pointer(EventId id, int slot) {}
