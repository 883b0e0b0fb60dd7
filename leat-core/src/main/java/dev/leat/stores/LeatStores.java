package dev.leat.stores;

import dev.leat.failure.UnsuitableStoreException;
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
import java.util.Collection;
import java.util.Optional;

/**
 * Everything that the engine needs of a store <em>(SPI)</em>. Thread-safe.
 *
 * <p>Each of its parts throws {@link dev.leat.failure.StoreUnavailableException} when the store does not answer, and no
 * exception of the store's own.
 */
public interface LeatStores {

    /**
     * Checks that the store can carry the guarantee and makes the collections and indexes that are missing.
     *
     * @throws UnsuitableStoreException naming the fact found and the command that mends it
     */
    void prepare(Collection<SourceId> sources);

    LeaseStore leases();

    Ledger ledger();

    SourceStream sources();

    EventFeed feed();

    ReadModelStore readModels();

    ParkStore parked();

    Wakeups wakeups();

    Reports reports();

    LiveVersions live();

    /** What a route needs beyond these parts, if the store, or one that it stands before, is of that type. */
    default <T> Optional<T> as(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
