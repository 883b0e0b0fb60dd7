package dev.leat.verify;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.stores.LeatStores;
import dev.leat.verify.Finding.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares one source's ledger with its event collection: every committed event once, positions dense, the versions of
 * each stream in order. Confined to the checker's thread.
 */
final class LedgerCheck {

    private static final int ENTRIES_PER_READ = 50;
    private static final int EVENTS_PER_SCAN = 10_000;

    private final LeatStores stores;
    private final SourceId source;
    private final SlotSet slots;
    private final Findings findings;
    private final Set<EventId> inCollection = new HashSet<>();
    private final Map<StreamId, Long> versions = new HashMap<>();
    private ClusterTime collectionReadAt = ClusterTime.ZERO;
    private Position last = Position.START;
    private long events;
    private long waiting;

    LedgerCheck(LeatStores stores, SourceId source, SlotSet slots, Findings findings) {
        this.stores = stores;
        this.source = source;
        this.slots = slots;
        this.findings = findings;
    }

    /** The last position that was read, and so judged. */
    Position last() {
        return last;
    }

    long events() {
        return events;
    }

    long waiting() {
        return waiting;
    }

    /** Reads the collection first, and then the ledger, which by then may only have more. */
    void run() {
        readCollection();
        LedgerEnd end = stores.ledger().end(source);
        readLedger(end.last());
        boolean covered = !end.coveredTo().isBefore(collectionReadAt);
        for (EventId id : inCollection) {
            if (covered) {
                findings.add(Kind.EVENT_NOT_IN_LEDGER, source.toString(), "event " + id);
            } else {
                waiting++;
            }
        }
        inCollection.clear();
    }

    private void readCollection() {
        try (Scan scan = stores.sources().scan(source)) {
            boolean more = true;
            while (more) {
                Chunk chunk = scan.next(EVENTS_PER_SCAN);
                chunk.pointers().stream()
                        .filter(pointer -> slots.contains(pointer.slot()))
                        .forEach(pointer -> inCollection.add(pointer.id()));
                collectionReadAt = chunk.readAt();
                more = !chunk.last();
            }
        }
    }

    private void readLedger(Position end) {
        Set<EventId> inLedger = new HashSet<>();
        List<Entry> entries = readBehind(last);
        while (!entries.isEmpty() && last.isBefore(end)) {
            for (Entry entry : entries) {
                if (!entry.first().equals(last.plus(1))) {
                    findings.add(
                            Kind.GAP_IN_LEDGER,
                            source + " " + entry.first(),
                            "follows position " + last + " and should be " + last.plus(1));
                }
                for (Pointer pointer : entry.pointers()) {
                    take(pointer, entry, inLedger);
                }
                last = entry.last();
            }
            entries = readBehind(last);
        }
    }

    private List<Entry> readBehind(Position position) {
        try {
            return stores.ledger().read(source, position, ENTRIES_PER_READ);
        } catch (IllegalArgumentException e) {
            findings.add(Kind.DAMAGED_ENTRY, source + " behind " + position, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void take(Pointer pointer, Entry entry, Set<EventId> inLedger) {
        if (!slots.contains(pointer.slot())) {
            return;
        }
        events++;
        inCollection.remove(pointer.id());
        if (!inLedger.add(pointer.id())) {
            findings.add(
                    Kind.EVENT_TWICE_IN_LEDGER,
                    source + " entry " + entry.first(),
                    "event " + pointer.id() + " has a position already");
        }
    }

    /** Judges the order of an event within its stream; to be called in the order of positions. */
    void order(FeedItem item) {
        if (!(item instanceof Event event) || !slots.contains(event.slot())) {
            return;
        }
        String subject = source + " " + event.position();
        if (event.slot() != Slots.of(event.stream().value())) {
            findings.add(
                    Kind.WRONG_SLOT,
                    subject,
                    "stream " + event.stream() + " has slot "
                            + Slots.of(event.stream().value()) + ", the ledger says " + event.slot());
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
}
