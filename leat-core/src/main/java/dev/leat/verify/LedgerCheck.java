package dev.leat.verify;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.partition.SlotSet;
import dev.leat.stores.LeatStores;
import dev.leat.verify.Finding.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares one source's ledger with its event collection: every committed event once, positions dense. Confined to the
 * checker's thread.
 */
final class LedgerCheck {

    private static final int ENTRIES_PER_READ = 50;
    private static final int EVENTS_PER_SCAN = 10_000;

    private final LeatStores stores;
    private final SourceId source;
    private final SlotSet slots;
    private final Findings findings;
    private final Findings shape;
    private final Set<EventId> inCollection = new HashSet<>();
    private final Set<Position> repeated = new HashSet<>();
    private ClusterTime collectionReadAt = ClusterTime.ZERO;
    private Position last = Position.START;
    private boolean whole = true;
    private long events;
    private long waiting;

    /**
     * Prepares a check.
     *
     * @param slots those of the events that are compared
     * @param shape takes what concerns no event: gaps and damaged entries
     */
    LedgerCheck(LeatStores stores, SourceId source, SlotSet slots, Findings findings, Findings shape) {
        this.stores = stores;
        this.source = source;
        this.slots = slots;
        this.findings = findings;
        this.shape = shape;
    }

    /** The last position that was read, and so judged. */
    Position last() {
        return last;
    }

    /** Whether the ledger could be read from end to end. */
    boolean isWhole() {
        return whole;
    }

    /** Positions whose event has an earlier position. */
    Set<Position> repeated() {
        return repeated;
    }

    long events() {
        return events;
    }

    long waiting() {
        return waiting;
    }

    /** Reads the collection first, and then the ledger, which by then may only have more. */
    void run() {
        if (!slots.isEmpty()) {
            readCollection();
        }
        LedgerEnd end = stores.ledger().end(source);
        readLedger(end.last());
        if (!inCollection.isEmpty()) {
            judgeMissing(end);
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
        while (last.isBefore(end) && whole) {
            List<Entry> entries = readBehind(last);
            if (entries.isEmpty()) {
                return;
            }
            entries.forEach(entry -> take(entry, inLedger));
        }
    }

    private void take(Entry entry, Set<EventId> inLedger) {
        if (!entry.first().equals(last.plus(1))) {
            whole = false;
            shape.add(
                    Kind.GAP_IN_LEDGER,
                    source + " " + entry.first(),
                    "an entry begins here, and " + last.plus(1) + " is the next position");
        }
        Position position = entry.first();
        for (Pointer pointer : entry.pointers()) {
            inCollection.remove(pointer.id());
            if (slots.contains(pointer.slot())) {
                events++;
                if (!inLedger.add(pointer.id())) {
                    repeated.add(position);
                    findings.add(
                            Kind.EVENT_TWICE_IN_LEDGER,
                            source + " " + position,
                            "event " + pointer.id() + " has an earlier position already");
                }
            }
            position = position.plus(1);
        }
        last = last.max(entry.last());
    }

    private List<Entry> readBehind(Position position) {
        try {
            return stores.ledger().read(source, position, ENTRIES_PER_READ);
        } catch (StoreUnavailableException | UnsuitableStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            return readOneBehind(position);
        }
    }

    /** Reads entry by entry up to the one that cannot be read, behind which nothing is known. */
    private List<Entry> readOneBehind(Position position) {
        try {
            return stores.ledger().read(source, position, 1);
        } catch (StoreUnavailableException | UnsuitableStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            whole = false;
            shape.add(
                    Kind.DAMAGED_ENTRY,
                    source + " " + position.plus(1),
                    "the entry that begins here cannot be read: " + e.getMessage());
            findings.cannotJudge("ledger of " + source + " behind position " + position + ": an entry is damaged");
            inCollection.clear();
            return List.of();
        }
    }

    /** What the ledger lacks is lost, unless the ledger does not claim to have it yet. */
    private void judgeMissing(LedgerEnd end) {
        // Without a token the end lies within a backfill or repair, which has read the collection and not written all
        // yet.
        boolean covered = end.resume() != null && !end.coveredTo().isBefore(collectionReadAt);
        if (!covered) {
            UntakenEvents untaken = new UntakenEvents(stores.sources(), source);
            if (!untaken.read(end, collectionReadAt)) {
                waiting += inCollection.size();
                findings.cannotJudge(inCollection.size() + " events of " + source
                        + " that the ledger lacks: the next tailer compares the collection with the ledger first ("
                        + untaken.reason() + ")");
                return;
            }
            for (EventId id : untaken.ids()) {
                waiting += inCollection.remove(id) ? 1 : 0;
            }
        }
        for (EventId id : inCollection) {
            findings.add(
                    Kind.EVENT_NOT_IN_LEDGER,
                    source.toString(),
                    "event " + id + " has no position, and no tailer will give it one");
        }
    }
}
