package dev.leat.testkit.memory;

import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of every source. Thread-safe. */
final class InMemoryLedger implements Ledger {

    private final Database database;
    private final Map<SourceId, Entries> ledgers = new HashMap<>();

    InMemoryLedger(Database database) {
        this.database = database;
    }

    /** What a tailer recorded of a ledger that ends at a position. */
    private record Cover(Position last, ResumeToken token, ClusterTime coveredTo) {}

    private static final class Entries {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Pointer> pointers = new ArrayList<>();
        private @Nullable Cover cover;

        Position last() {
            return Position.of(pointers.size());
        }

        /** The index of the entry that holds a position. */
        int indexOf(Position position) {
            int low = 0;
            int high = entries.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (position.covers(entries.get(middle).first())) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }
    }

    private Entries of(SourceId source) {
        return ledgers.computeIfAbsent(source, id -> new Entries());
    }

    @Override
    public LedgerEnd end(SourceId source) {
        return database.locked(() -> {
            Entries ledger = of(source);
            Cover cover = ledger.cover;
            if (cover != null && cover.last().equals(ledger.last())) {
                return new LedgerEnd(ledger.last(), cover.token(), cover.coveredTo());
            }
            if (ledger.entries.isEmpty()) {
                return new LedgerEnd(Position.START, null, ClusterTime.ZERO);
            }
            Entry entry = ledger.entries.getLast();
            ClusterTime coveredTo = entry.token() == null ? ClusterTime.ZERO : entry.committedAt();
            return new LedgerEnd(ledger.last(), entry.token(), coveredTo);
        });
    }

    @Override
    public AppendOutcome append(SourceId source, Entry entry) {
        return database.locked(() -> {
            Entries ledger = of(source);
            if (!entry.first().equals(ledger.last().plus(1))) {
                return AppendOutcome.OCCUPIED;
            }
            ledger.entries.add(entry);
            ledger.pointers.addAll(entry.pointers());
            return AppendOutcome.APPENDED;
        });
    }

    @Override
    public void cover(SourceId source, Position last, ResumeToken token, ClusterTime coveredTo) {
        database.run(() -> {
            Entries ledger = of(source);
            if (ledger.last().equals(last)) {
                ledger.cover = new Cover(last, token, coveredTo);
            }
        });
    }

    @Override
    public List<Entry> read(SourceId source, Position after, int maxEntries) {
        return database.locked(() -> {
            Entries ledger = of(source);
            if (after.covers(ledger.last())) {
                return List.of();
            }
            int from = ledger.indexOf(after.plus(1));
            int count = Math.min(ledger.entries.size() - from, maxEntries);
            return List.copyOf(ledger.entries.subList(from, from + count));
        });
    }

    /** Called under the lock. */
    Position last(SourceId source) {
        return of(source).last();
    }

    /** The pointer at a position up to the last. Called under the lock. */
    Pointer pointer(SourceId source, Position position) {
        return of(source).pointers.get(Math.toIntExact(position.value() - 1));
    }
}
