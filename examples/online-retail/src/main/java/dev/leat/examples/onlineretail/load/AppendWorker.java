package dev.leat.examples.onlineretail.load;

import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.VersionConflict;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.failure.StoreUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends the events of its streams, in the order handed over, on a thread of its own. Thread-safe where public. */
final class AppendWorker {

    /** Appends that may wait for a worker: {@value}. */
    static final int MAX_QUEUED_APPENDS = 32;

    /** Streams whose version a worker remembers, to spare a conflict: {@value}. */
    static final int MAX_REMEMBERED_STREAMS = 10_000;

    /** How long a worker goes on trying while the store does not answer: 5 min. */
    static final Duration STORE_PATIENCE = Duration.ofMinutes(5);

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final List<ReadEvent> END = List.of();
    private static final Logger log = LoggerFactory.getLogger(AppendWorker.class);

    private final EventStore store;
    private final LoadListener listener;
    private final AtomicReference<@Nullable RuntimeException> failure;
    private final BlockingQueue<List<ReadEvent>> queue = new ArrayBlockingQueue<>(MAX_QUEUED_APPENDS);
    private final Thread thread = new Thread(this::run, "append");

    private final Map<StreamId, Long> versions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Long> eldest) {
            return size() > MAX_REMEMBERED_STREAMS;
        }
    };

    AppendWorker(EventStore store, LoadListener listener, AtomicReference<@Nullable RuntimeException> failure) {
        this.store = store;
        this.listener = listener;
        this.failure = failure;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Hands over events of one stream; blocks while too much is waiting. */
    void append(List<ReadEvent> run) throws InterruptedException {
        queue.put(run);
    }

    /** Waits until all is appended and ends the thread. */
    void finish() throws InterruptedException {
        queue.put(END);
        thread.join();
    }

    private void run() {
        try {
            for (List<ReadEvent> run = queue.take(); !run.isEmpty(); run = queue.take()) {
                // After a failure the queue is still emptied, so that nobody waits for room in it.
                if (failure.get() == null) {
                    appendOrFail(run);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void appendOrFail(List<ReadEvent> run) throws InterruptedException {
        try {
            StreamId stream = run.getFirst().stream();
            List<NewEvent> events = run.stream().map(ReadEvent::toNewEvent).toList();
            long expected = versions.getOrDefault(stream, 0L);
            AppendResult result = appendPatiently(stream, expected, events);
            if (result instanceof VersionConflict conflict) {
                // The stream has events that this worker does not remember.
                result = appendPatiently(stream, conflict.actual(), events);
            }
            versions.put(stream, result.orThrow().lastVersion());
            listener.appended(run.size());
        } catch (RuntimeException e) {
            failure.compareAndSet(
                    null,
                    new IllegalStateException(
                            "Lines " + run.getFirst().line() + " to "
                                    + run.getLast().line() + " cannot be appended: " + e.getMessage(),
                            e));
        }
    }

    /** The same event ids again write nothing twice, so an append of unknown outcome is just repeated. */
    private AppendResult appendPatiently(StreamId stream, long expected, List<NewEvent> events)
            throws InterruptedException {
        long giveUp = System.nanoTime() + STORE_PATIENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return store.append(stream, ExpectedVersion.exactly(expected), events);
            } catch (StoreUnavailableException e) {
                if (System.nanoTime() > giveUp) {
                    throw e;
                }
                if (attempt == 1) {
                    log.warn("MongoDB does not answer, the load waits: {}", e.getMessage());
                }
                Thread.sleep(RETRY_PAUSE);
            }
        }
    }
}
