package dev.leat.testkit.verify;

import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.verify.VerifiableStores;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;

/**
 * A ledger with damage that no ledger in memory can have by itself: one entry is missing, or cannot be read.
 *
 * @param damaged where the entry begins
 */
record DamagedLedger(Ledger ledger, Position damaged, boolean missing) implements Ledger {

    static final String REASON = "damaged by the test";

    static VerifiableStores withoutEntry(VerifiableStores stores, long first) {
        return with(stores, new DamagedLedger(stores.ledger(), Position.of(first), true));
    }

    static VerifiableStores unreadableAt(VerifiableStores stores, long first) {
        return with(stores, new DamagedLedger(stores.ledger(), Position.of(first), false));
    }

    private static VerifiableStores with(VerifiableStores stores, Ledger ledger) {
        return (VerifiableStores) Proxy.newProxyInstance(
                VerifiableStores.class.getClassLoader(),
                new Class<?>[] {VerifiableStores.class},
                (proxy, method, arguments) ->
                        method.getName().equals("ledger") ? ledger : method.invoke(stores, arguments));
    }

    @Override
    public LedgerEnd end(SourceId source) {
        return ledger.end(source);
    }

    @Override
    public AppendOutcome append(SourceId source, Entry entry) {
        return ledger.append(source, entry);
    }

    @Override
    public void cover(SourceId source, Position last, ResumeToken token, ClusterTime coveredTo) {
        ledger.cover(source, last, token, coveredTo);
    }

    @Override
    public List<Entry> read(SourceId source, Position after, int maxEntries) {
        List<Entry> entries = ledger.read(source, after, Integer.MAX_VALUE);
        Stream<Entry> present = missing ? entries.stream().filter(entry -> !isDamaged(entry)) : entries.stream();
        List<Entry> read = present.limit(maxEntries).toList();
        if (read.stream().anyMatch(this::isDamaged)) {
            throw new IllegalArgumentException(REASON);
        }
        return read;
    }

    private boolean isDamaged(Entry entry) {
        return entry.first().equals(damaged);
    }
}
