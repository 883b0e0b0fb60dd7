package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.lease.LeaseStore;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.Reports;
import dev.leat.park.ParkStore;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersions;
import dev.leat.stores.LeatStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A ledger that counts how much of it is read, and a collection that nobody appends to. Not thread-safe. */
class ReconciledStores implements LeatStores, Ledger, SourceStream, Wakeups {

    static final SourceId SOURCE = SourceId.DEFAULT;

    private static final ResumeToken NOW = new ResumeToken("now");

    final List<Entry> entries = new ArrayList<>();
    final List<Pointer> collection = new ArrayList<>();
    long entriesRead;

    List<Pointer> ledgerIds() {
        return entries.stream().flatMap(entry -> entry.pointers().stream()).toList();
    }

    private Position last() {
        return entries.isEmpty() ? Position.START : entries.getLast().last();
    }

    @Override
    public LedgerEnd end(SourceId source) {
        return new LedgerEnd(last(), null, ClusterTime.ZERO);
    }

    @Override
    public AppendOutcome append(SourceId source, Entry entry) {
        if (!entry.first().equals(last().plus(1))) {
            return AppendOutcome.OCCUPIED;
        }
        entries.add(entry);
        return AppendOutcome.APPENDED;
    }

    @Override
    public void cover(SourceId source, Position last, ResumeToken token, ClusterTime coveredTo) {}

    @Override
    public List<Entry> read(SourceId source, Position after, int maxEntries) {
        List<Entry> read = entries.stream()
                .filter(entry -> after.isBefore(entry.last()))
                .limit(maxEntries)
                .toList();
        entriesRead += read.size();
        return read;
    }

    @Override
    public Opened openAfter(SourceId source, ResumeToken token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Started openNow(SourceId source) {
        return new Started(
                new Cursor() {
                    @Override
                    public Polled poll(int maxEvents, Duration maxWait) {
                        return new Polled.Events(List.of(), NOW, ClusterTime.ZERO);
                    }

                    @Override
                    public void close() {}
                },
                NOW);
    }

    @Override
    public Scan scan(SourceId source) {
        List<Pointer> left = new ArrayList<>(collection);
        return new Scan() {
            @Override
            public Chunk next(int maxEvents) {
                List<Pointer> some = left.subList(0, Math.min(maxEvents, left.size()));
                List<Pointer> pointers = List.copyOf(some);
                some.clear();
                return new Chunk(pointers, left.isEmpty(), ClusterTime.ZERO);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void announce(Wakeup wakeup) {}

    @Override
    public Subscription listen(Consumer<Wakeup> listener) {
        return () -> {};
    }

    @Override
    public void prepare(Collection<SourceId> sources) {}

    @Override
    public Ledger ledger() {
        return this;
    }

    @Override
    public SourceStream sources() {
        return this;
    }

    @Override
    public Wakeups wakeups() {
        return this;
    }

    @Override
    public LeaseStore leases() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventFeed feed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReadModelStore readModels() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reports reports() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LiveVersions live() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ParkStore parked() {
        throw new UnsupportedOperationException();
    }
}
