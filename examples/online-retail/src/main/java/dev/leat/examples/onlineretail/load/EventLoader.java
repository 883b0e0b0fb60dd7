package dev.leat.examples.onlineretail.load;

import dev.leat.event.EventStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends the events of a file to an event store. Events of one stream that follow one another in the file become one
 * append; each stream has one worker, so that its order is the file's. Memory does not depend on the file's size.
 * Thread-safe.
 *
 * <p>The same file may be loaded again, for example after a load that was cut short: an event's id is its line number,
 * and what is there already is not written twice.
 */
public final class EventLoader {

    /** Threads that append, unless said otherwise: {@value}. */
    public static final int DEFAULT_WORKERS = 4;

    /** Most events of one append: {@value}. */
    static final int MAX_EVENTS_PER_APPEND = 500;

    private final EventStore store;
    private final int workers;

    public EventLoader(EventStore store, int workers) {
        this.store = store;
        this.workers = workers;
    }

    /**
     * Loads a file; returns when all is committed.
     *
     * @param limit most events loaded, counted from the beginning
     * @param malformed gets every malformed line in order; what it throws ends the load after the events before it
     * @throws IOException the file cannot be read to its end
     */
    public LoadResult load(EventFile file, long limit, Consumer<MalformedLine> malformed, LoadListener listener)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        List<AppendWorker> pool = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            pool.add(new AppendWorker(store, listener, failure));
        }
        pool.forEach(AppendWorker::start);
        long events = 0;
        long lines = 0;
        try (EventReader reader = new EventReader(file, malformed)) {
            events = dispatch(reader, limit, pool, listener, failure);
            lines = reader.linesRead();
        } finally {
            for (AppendWorker worker : pool) {
                worker.finish();
            }
        }
        throwIfAny(failure);
        return new LoadResult(events, lines, Duration.ofNanos(System.nanoTime() - started));
    }

    private static long dispatch(
            EventReader reader,
            long limit,
            List<AppendWorker> pool,
            LoadListener listener,
            AtomicReference<@Nullable RuntimeException> failure)
            throws IOException, InterruptedException {
        List<ReadEvent> run = new ArrayList<>();
        long events = 0;
        try {
            while (events < limit) {
                ReadEvent event = reader.next();
                if (event == null) {
                    break;
                }
                boolean held = listener.holds(++events);
                if (held || run.size() == MAX_EVENTS_PER_APPEND || !sameStream(run, event)) {
                    hand(run, pool);
                    run = new ArrayList<>();
                    throwIfAny(failure);
                }
                if (held) {
                    listener.awaitRelease();
                }
                run.add(event);
            }
        } finally {
            hand(run, pool);
        }
        return events;
    }

    private static boolean sameStream(List<ReadEvent> run, ReadEvent event) {
        return run.isEmpty() || run.getFirst().stream().equals(event.stream());
    }

    private static void hand(List<ReadEvent> run, List<AppendWorker> pool) throws InterruptedException {
        if (!run.isEmpty()) {
            int worker = Math.floorMod(run.getFirst().stream().hashCode(), pool.size());
            pool.get(worker).append(List.copyOf(run));
        }
    }

    private static void throwIfAny(AtomicReference<@Nullable RuntimeException> failure) {
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }
}
