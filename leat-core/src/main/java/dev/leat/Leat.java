package dev.leat;

import dev.leat.internal.ReplicaEngine;
import dev.leat.internal.StatusReader;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.observe.LeatStatus;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.stores.LeatStores;

/**
 * One replica: it shares the projections' work with every other replica on the same store.
 *
 * <p>Guarantee: for every projection, the read model equals the fold of the committed events, each counted once, in
 * stream order, whatever is killed, paused or delivered twice. Thread-safe.
 *
 * <pre>{@code
 * try (Leat leat = Leat.builder(stores).exactlyOnce(projection).build()) {
 *     leat.start();
 *     ...
 * }
 * }</pre>
 */
public final class Leat implements AutoCloseable {

    private final LeatStores stores;
    private final ReplicaEngine engine;
    private final StatusReader statusReader;

    Leat(LeatStores stores, ReplicaEngine engine, StatusReader statusReader) {
        this.stores = stores;
        this.engine = engine;
        this.statusReader = statusReader;
    }

    /**
     * Starts a replica's configuration.
     *
     * @param stores made by a store module; stays the caller's, who closes it after {@link #close}
     */
    public static LeatBuilder builder(LeatStores stores) {
        return new LeatBuilder(stores);
    }

    /**
     * Checks the store and starts to work, on threads of its own; returns when the checks are done.
     *
     * @throws dev.leat.failure.UnsuitableStoreException when the store cannot carry the guarantee
     * @throws dev.leat.failure.ConfigurationException when a projection contradicts what the cluster remembers of it
     * @throws IllegalStateException when it was started before
     */
    public void start() {
        engine.start();
    }

    /**
     * Finishes the batches in flight, gives all partitions back and stops. Waits at most {@code leat.shutdown-wait};
     * what is not given back by then is taken over by others after the lease timeout.
     */
    @Override
    public void close() {
        engine.close();
    }

    /**
     * The whole cluster, read from the store, whether or not this replica is started. Blocks.
     *
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    public LeatStatus status() {
        return statusReader.read();
    }

    /**
     * Asks the owner of a parked key to try it again, now, and with a new budget. This replica need not be started.
     *
     * @return false when the key is not parked
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer; asking twice does no harm
     */
    public boolean retryParked(ProjectionId projection, Key key) {
        boolean parked = stores.parked().requestRetry(projection, key);
        if (parked) {
            stores.wakeups().announce(new Wakeup.ControlChanged());
        }
        return parked;
    }

    /**
     * Asks the owners of a projection's parked keys to try all of them again. For an event whose key could not be known,
     * which every partition parks for itself. This replica need not be started.
     *
     * @return how many keys are parked
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer; asking twice does no harm
     */
    public int retryParked(ProjectionId projection) {
        int parked = stores.parked().requestRetry(projection);
        if (parked > 0) {
            stores.wakeups().announce(new Wakeup.ControlChanged());
        }
        return parked;
    }
}
