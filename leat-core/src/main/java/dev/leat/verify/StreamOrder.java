package dev.leat.verify;

import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.verify.Finding.Kind;
import java.util.HashMap;
import java.util.Map;

/** Judges each event's place within its stream, and its slot. Confined to the checker's thread. */
final class StreamOrder {

    private final SourceId source;
    private final SlotSet slots;
    private final Findings findings;
    private final Map<StreamId, Long> versions = new HashMap<>();

    StreamOrder(SourceId source, SlotSet slots, Findings findings) {
        this.source = source;
        this.slots = slots;
        this.findings = findings;
    }

    /** Takes the next event; to be called in the order of positions. */
    void take(FeedItem item) {
        if (!(item instanceof Event event) || !slots.contains(event.slot())) {
            return;
        }
        String subject = source + " " + event.position();
        int slot = Slots.of(event.stream().value());
        if (event.slot() != slot && !hadNoStream(event)) {
            findings.add(
                    Kind.WRONG_SLOT,
                    subject,
                    "stream " + event.stream() + " has slot " + slot + ", the ledger says " + event.slot());
        }
        if (event.version() == Event.NO_VERSION) {
            return;
        }
        long before = versions.getOrDefault(event.stream(), 0L);
        if (event.version() <= before) {
            findings.add(
                    Kind.STREAM_OUT_OF_ORDER,
                    subject,
                    "version " + event.version() + " of stream " + event.stream() + " follows version " + before);
        }
        versions.merge(event.stream(), event.version(), Math::max);
    }

    /** An event that came without a readable stream has the slot of its id, and keeps it when it is mended. */
    private static boolean hadNoStream(Event event) {
        return event.slot() == Slots.of(event.id().toString());
    }
}
