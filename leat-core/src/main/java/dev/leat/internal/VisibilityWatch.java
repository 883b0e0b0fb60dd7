package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.failure.LeatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.LeatListener;
import dev.leat.observe.Visibility;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.stores.LeatStores;
import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches for all who wait on this replica at once, on one thread, which is there as long as anybody waits. Each look is a
 * few calls to the store, however many wait; what this replica commits itself is seen without any. Thread-safe.
 */
public final class VisibilityWatch implements LeatListener {

    private static final Logger log = LoggerFactory.getLogger("dev.leat.visibility");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final LeatStores stores;
    private final Map<ProjectionId, Projection<?>> projections;
    private final Ticker ticker;
    private final ConcurrentMap<PartitionId, Position> checkpoints = new ConcurrentHashMap<>();
    private final VisibilityLook look;
    private final Semaphore news = new Semaphore(0);
    private final Semaphore closing = new Semaphore(0);
    private final List<Waiting> arrived = new ArrayList<>();
    private volatile boolean running;
    private boolean closed;

    public VisibilityWatch(LeatStores stores, List<Projection<?>> projections, Ticker ticker) {
        this.stores = stores;
        this.projections = projections.stream().collect(Collectors.toUnmodifiableMap(Projection::id, each -> each));
        this.ticker = ticker;
        this.look = new VisibilityLook(stores, checkpoints);
    }

    /**
     * Waits for a receipt.
     *
     * @return completed on the watch's thread, which whoever goes on from there must not hold up
     */
    public CompletableFuture<Visibility> await(Receipt receipt, ProjectionId projection, Duration timeout) {
        Projection<?> known = projections.get(projection);
        if (known == null) {
            throw new IllegalArgumentException("This replica does not have projection " + projection + " but "
                    + projections.keySet() + ". Ask one that has it, or add it here.");
        }
        SourceId source = known.sourceOrDefault();
        if (!source.name().equals(receipt.source())) {
            throw new IllegalArgumentException("The receipt is from source " + receipt.source() + ", and projection "
                    + projection + " folds " + source + ": it will never show these events.");
        }
        Waiting one = new Waiting(receipt, known, ticker.nanos() + timeout.toNanos());
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("This replica is closed. Ask another one.");
            }
            arrived.add(one);
            if (!running) {
                running = true;
                Thread.ofPlatform().daemon().name("leat visibility").start(this::run);
            }
        }
        news.release();
        return one.result();
    }

    /** Ends the watch, and tells so those who wait. */
    public synchronized void close() {
        closed = true;
        closing.release();
        news.release();
    }

    @Override
    public void committed(Commit commit, Duration duration) {
        if (running) {
            commit.checkpoints().forEach(move -> checkpoints.merge(move.partition(), move.to(), Position::max));
            news.release();
        }
    }

    private void run() {
        List<Waiting> waiting = new ArrayList<>();
        try {
            Wakeups.Subscription subscription = stores.wakeups().listen(wakeup -> news.release());
            try {
                watch(waiting);
            } finally {
                subscription.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(waiting, new LeatException("The watch was interrupted.", e));
        } catch (RuntimeException e) {
            giveUp(waiting, e);
        }
    }

    private void watch(List<Waiting> waiting) throws InterruptedException {
        Duration pause = SHORTEST_PAUSE;
        boolean newsCame = true;
        while (takeArrived(waiting, newsCame)) {
            // It is kept whatever comes, so that those who come at the same time are looked after together.
            if (closing.tryAcquire(SHORTEST_PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                giveUp(waiting, new LeatException("This replica was closed meanwhile. Ask another one."));
                return;
            }
            boolean reached = lookAt(waiting);
            pause = newsCame ? SHORTEST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            Duration next = waiting.isEmpty() ? IDLE : reached ? pause : AFTER_FAILURE;
            newsCame = news.tryAcquire(next.toNanos(), TimeUnit.NANOSECONDS);
            news.drainPermits();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Takes over who came; false when nobody waits any more, and the thread ends. */
    private synchronized boolean takeArrived(List<Waiting> waiting, boolean newsCame) {
        waiting.addAll(arrived);
        arrived.clear();
        running = newsCame || !waiting.isEmpty();
        if (!running) {
            look.forget();
        }
        return running;
    }

    /** Looks, and lets go of those who need not wait any more; false when the store did not answer. */
    private boolean lookAt(List<Waiting> waiting) {
        boolean reached = true;
        try {
            look.at(waiting);
        } catch (StoreUnavailableException e) {
            log.debug("Store unavailable, looking again: waiting={}", waiting.size(), e);
            reached = false;
        }
        long now = ticker.nanos();
        waiting.stream()
                .filter(each -> each.isOver(now))
                .forEach(each -> each.result().complete(Visibility.TIMED_OUT));
        waiting.removeIf(each -> each.result().isDone());
        return reached;
    }

    private synchronized void giveUp(List<Waiting> waiting, RuntimeException why) {
        waiting.addAll(arrived);
        arrived.clear();
        running = false;
        waiting.forEach(each -> each.result().completeExceptionally(why));
    }
}
