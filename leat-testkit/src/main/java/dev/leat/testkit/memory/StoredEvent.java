package dev.leat.testkit.memory;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import dev.leat.partition.Slots;
import java.time.Instant;
import java.util.Map;

/** An event as the collection keeps it. Immutable as long as its data is. */
record StoredEvent(
        EventId id,
        int slot,
        StreamId stream,
        long version,
        EventType type,
        Instant time,
        Object data,
        Map<String, String> metadata,
        ClusterTime committedAt) {

    static int slotOf(StreamId stream) {
        return Slots.of(stream.value());
    }

    /** The event as it stands in the ledger, with the slot that the ledger has for it. */
    Event at(Position position, int ledgerSlot) {
        return new Event(position, id, ledgerSlot, stream, version, type, time, data, metadata);
    }

    Pointer pointer() {
        return new Pointer(id, slot);
    }
}
