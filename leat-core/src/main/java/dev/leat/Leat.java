package dev.leat;

import dev.leat.internal.ReplicaEngine;
import dev.leat.internal.StatusReader;
import dev.leat.observe.LeatStatus;
import dev.leat.operate.ParkedKeys;
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

    private final ReplicaEngine engine;
    private final StatusReader statusReader;
    private final ParkedKeys parked;

    Leat(ReplicaEngine engine, StatusReader statusReader, ParkedKeys parked) {
        this.engine = engine;
        this.statusReader = statusReader;
        this.parked = parked;
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

    /** Lists parked keys and asks their owners to mend them. This replica need not be started. */
    public ParkedKeys parked() {
        return parked;
    }
}
