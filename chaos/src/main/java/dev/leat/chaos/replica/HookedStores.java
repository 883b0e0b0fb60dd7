package dev.leat.chaos.replica;

import dev.leat.lease.LeaseStore;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.Reports;
import dev.leat.park.ParkStore;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersions;
import dev.leat.stores.LeatStores;
import java.util.Collection;
import java.util.Optional;

/** Leat's stores with an ambush around the two writes that everything rests on. Thread-safe. */
final class HookedStores implements LeatStores {

    private final LeatStores stores;
    private final Ledger ledger;
    private final ReadModelStore readModels;

    /**
     * Puts something in the place of two stores.
     *
     * @param stores all others
     */
    HookedStores(LeatStores stores, Ledger ledger, ReadModelStore readModels) {
        this.stores = stores;
        this.ledger = ledger;
        this.readModels = readModels;
    }

    @Override
    public void prepare(Collection<SourceId> sources) {
        stores.prepare(sources);
    }

    @Override
    public LeaseStore leases() {
        return stores.leases();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public SourceStream sources() {
        return stores.sources();
    }

    @Override
    public EventFeed feed() {
        return stores.feed();
    }

    @Override
    public ReadModelStore readModels() {
        return readModels;
    }

    @Override
    public ParkStore parked() {
        return stores.parked();
    }

    @Override
    public Reports reports() {
        return stores.reports();
    }

    @Override
    public LiveVersions live() {
        return stores.live();
    }

    @Override
    public Wakeups wakeups() {
        return stores.wakeups();
    }

    @Override
    public <T> Optional<T> as(Class<T> type) {
        return stores.as(type);
    }
}
