package dev.leat;

import dev.leat.event.Receipt;
import dev.leat.failure.LeatException;
import dev.leat.internal.ReplicaEngine;
import dev.leat.internal.StatusReader;
import dev.leat.internal.VisibilityWatch;
import dev.leat.observe.Health;
import dev.leat.observe.HealthLimits;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.Visibility;
import dev.leat.operate.ParkedKeys;
import dev.leat.operate.Rebuilds;
import dev.leat.partition.ProjectionId;
import dev.leat.stores.LeatStores;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

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
    private final HealthLimits healthLimits;
    private final ParkedKeys parked;
    private final VisibilityWatch visibility;

    Leat(
            LeatStores stores,
            ReplicaEngine engine,
            HealthLimits healthLimits,
            ParkedKeys parked,
            VisibilityWatch visibility) {
        this.stores = stores;
        this.engine = engine;
        this.healthLimits = healthLimits;
        this.parked = parked;
        this.visibility = visibility;
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
        visibility.close();
        engine.close();
    }

    /**
     * Waits until a projection's read model shows what an append committed, whichever replica applies it. Blocks, and costs
     * the store no more however many wait: read your writes.
     *
     * <p>Where the projection does not fold the events, there is nothing to wait for. For an append that was repeated, and
     * was there before, the wait may be a few seconds longer, until everything has passed that was committed by then.
     *
     * @param receipt of an append to the projection's source, see {@link dev.leat.event.AppendResult.Appended#receipt}
     * @param projection one of this replica
     * @param timeout how long to wait at most
     * @throws IllegalArgumentException when this replica does not have the projection, or it folds another source
     * @throws dev.leat.failure.LeatException when this replica is closed meanwhile, or meets a newer format
     * @throws InterruptedException when the caller is interrupted
     */
    public Visibility awaitVisible(Receipt receipt, ProjectionId projection, Duration timeout)
            throws InterruptedException {
        try {
            return whenVisible(receipt, projection, timeout).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LeatException failure ? failure : new LeatException("The wait failed.", e);
        }
    }

    /**
     * As {@link #awaitVisible}, without blocking.
     *
     * @return completed on a thread of Leat's, which whoever goes on from there must not hold up
     */
    public CompletableFuture<Visibility> whenVisible(Receipt receipt, ProjectionId projection, Duration timeout) {
        return visibility.await(receipt, projection, timeout);
    }

    /**
     * The whole cluster, read from the store, whether or not this replica is started. Blocks.
     *
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    public LeatStatus status() {
        return statusOf(stores);
    }

    /**
     * The whole cluster, without a replica and without its projections. Blocks.
     *
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    public static LeatStatus statusOf(LeatStores stores) {
        return new StatusReader(stores).read();
    }

    /**
     * Whether the whole cluster makes progress, by {@code leat.health.stalled-after}. Blocks.
     *
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    public Health health() {
        return Health.of(status(), healthLimits.stalledAfter());
    }

    /** Shows how far new versions of projections are, and makes one live. This replica need not be started. */
    public Rebuilds rebuilds() {
        return new Rebuilds(stores);
    }

    /** Lists parked keys and asks their owners to mend them. This replica need not be started. */
    public ParkedKeys parked() {
        return parked;
    }
}
