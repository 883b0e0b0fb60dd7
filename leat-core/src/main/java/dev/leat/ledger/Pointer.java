package dev.leat.ledger;

import dev.leat.event.EventId;
import dev.leat.partition.Slots;

/**
 * What the ledger keeps of an event: which one, and the slot of its stream.
 *
 * @param slot 0 to 1023
 */
public record Pointer(EventId id, int slot) {

    public Pointer {
        if (slot < 0 || slot >= Slots.COUNT) {
            throw new IllegalArgumentException(
                    "Slot of event " + id + " must be 0 to " + (Slots.COUNT - 1) + ": " + slot + ".");
        }
    }
}
