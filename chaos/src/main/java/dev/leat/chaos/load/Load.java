package dev.leat.chaos.load;

import com.mongodb.client.MongoClient;
import dev.leat.chaos.workload.ChaosStores;
import dev.leat.event.EventStore;
import dev.leat.mongodb.LeatMongo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The writers of a run and what they know to be committed. Thread-safe; closing it waits for the last append. */
public final class Load implements AutoCloseable {

    private static final int WRITERS = 2;

    private final LeatMongo stores;
    private final Pace pace;
    private final Tally tally = new Tally();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts to write.
     *
     * @param client stays the caller's
     * @param eventsPerSecond of all writers together
     */
    public Load(MongoClient client, long seed, int eventsPerSecond) {
        this.stores = ChaosStores.open(client);
        this.pace = new Pace(WRITERS);
        EventStore store = stores.eventStore();
        for (int number = 1; number <= WRITERS; number++) {
            Writer writer = new Writer(
                    store, number, new Random(seed + number), pace, tally, (double) eventsPerSecond / WRITERS);
            writers.add(writer);
            threads.add(Thread.ofPlatform().name("writer-" + number).daemon().start(writer));
        }
    }

    /** Stops writing until {@link #resume}; returns when no append is under way. */
    public void pause() throws InterruptedException {
        pace.pause();
    }

    /** Goes on after {@link #pause}. */
    public void resume() {
        pace.resume();
    }

    /** Sends half of all events to one stream, or no more. */
    public void hot(boolean wanted) {
        // A stream has one writer, so this one sends all of its events there.
        writers.getFirst().hot(wanted);
    }

    /** Poisons this many of the next events. */
    public void poison(int events) {
        writers.getLast().poison(events);
    }

    /** Gives this many of the next events a size of so many bytes. */
    public void large(int events, int bytes) {
        writers.getFirst().large(events, bytes);
    }

    /** Events that are known to be committed. */
    public long acknowledged() {
        return tally.acknowledged.get();
    }

    /** The last version of each stream that is known to be committed. */
    public Map<String, Long> versions() {
        return Map.copyOf(tally.versions);
    }

    /** Events with a size of their own that are known to be committed. */
    public long largeWritten() {
        return tally.large.get();
    }

    /** Events of the hot stream that are known to be committed. */
    public long hotWritten() {
        return tally.hot.get();
    }

    /** Appends whose outcome was unknown at first. */
    public long repeated() {
        return tally.repeated.get();
    }

    /** Things that must not happen to a writer that has its streams for itself. */
    public List<String> surprises() {
        return List.copyOf(tally.surprises.keySet());
    }

    @Override
    public void close() {
        pace.end();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stores.close();
    }

    /** What all writers know. Thread-safe. */
    static final class Tally {
        final AtomicLong acknowledged = new AtomicLong();
        final AtomicLong large = new AtomicLong();
        final AtomicLong hot = new AtomicLong();
        final AtomicLong repeated = new AtomicLong();
        final Map<String, Long> versions = new ConcurrentHashMap<>();
        final Map<String, Boolean> surprises = new ConcurrentHashMap<>();
    }
}
