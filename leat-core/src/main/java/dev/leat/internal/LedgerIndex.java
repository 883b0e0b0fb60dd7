package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds events in the newest part of one ledger by their ids. Confined to one thread. */
final class LedgerIndex {

    private static final int MAX_POINTERS = 100_000;
    private static final int ENTRIES_AT_ONCE = 100;

    private final Ledger ledger;
    private final SourceId source;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Position> positions = new HashMap<>();
    private boolean open;
    private ClusterTime from = ClusterTime.ZERO;
    private Position read = Position.START;

    LedgerIndex(Ledger ledger, SourceId source) {
        this.ledger = ledger;
        this.source = source;
    }

    /** Makes sure that events are found that were committed since then. */
    void reachBackTo(ClusterTime notBefore) {
        if (!open || notBefore.isBefore(from)) {
            entries.clear();
            positions.clear();
            from = notBefore;
            read = behindAllBefore(notBefore);
            open = true;
        }
    }

    /** Looks from the end back in growing steps: what is sought is mostly new. */
    private Position behindAllBefore(ClusterTime notBefore) {
        long end = ledger.end(source).last().value();
        for (long back = 1; back < end; back *= 2) {
            List<Entry> there = ledger.read(source, Position.of(end - back), 1);
            if (!there.isEmpty() && there.getFirst().committedAt().isBefore(notBefore)) {
                // Its last event may be the first one that was committed since.
                return Position.of(there.getFirst().first().value() - 1);
            }
        }
        return Position.START;
    }

    /** Reads on to the ledger's end and tells where those of the wanted events are that it has. */
    Map<String, Position> find(Collection<String> wanted) {
        Map<String, Position> found = new HashMap<>();
        Set<String> missing = new HashSet<>(wanted);
        missing.removeIf(id -> {
            Position position = positions.get(id);
            if (position != null) {
                found.put(id, position);
            }
            return position != null;
        });
        List<Entry> next = ledger.read(source, read, ENTRIES_AT_ONCE);
        while (!next.isEmpty()) {
            next.forEach(entry -> add(entry, missing, found));
            next = ledger.read(source, read, ENTRIES_AT_ONCE);
        }
        return found;
    }

    private void add(Entry entry, Set<String> missing, Map<String, Position> found) {
        Position position = entry.first();
        for (Pointer pointer : entry.pointers()) {
            String id = pointer.id().toString();
            positions.put(id, position);
            if (missing.contains(id)) {
                found.put(id, position);
            }
            position = position.plus(1);
        }
        entries.addLast(entry);
        read = entry.last();
        while (positions.size() > MAX_POINTERS && entries.size() > 1) {
            for (Pointer pointer : entries.removeFirst().pointers()) {
                positions.remove(pointer.id().toString());
            }
            from = entries.getFirst().committedAt();
        }
    }
}
