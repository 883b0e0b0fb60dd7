package dev.leat.benchmarks.replica;

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

/**
 * Stores whose change stream can be held back while everything else works, so that a backlog can gather before the
 * clock starts. Thread-safe.
 */
final class GatedStores implements LeatStores {

    private final LeatStores stores;
    private final Gate gate;

    GatedStores(LeatStores stores, Gate gate) {
        this.stores = stores;
        this.gate = gate;
    }

    @Override
    public void prepare(Collection<SourceId> ids) {
        stores.prepare(ids);
    }

    @Override
    public LeaseStore leases() {
        return stores.leases();
    }

    @Override
    public Ledger ledger() {
        return stores.ledger();
    }

    @Override
    public SourceStream sources() {
        return new GatedSources(stores.sources(), gate);
    }

    @Override
    public EventFeed feed() {
        return stores.feed();
    }

    @Override
    public ReadModelStore readModels() {
        return stores.readModels();
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
}
