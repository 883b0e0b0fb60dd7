package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.replica.FleetListener;
import dev.leat.benchmarks.replica.Report;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.Workload;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.mongodb.LeatMongo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures the way of single events under a steady load. Each is sent by the event store on a fixed schedule, and four
 * times are taken from the moment before its append:
 * <ul>
 *   <li>until the append returned;
 *   <li>until a bare change stream on the event collection, in this process, brought it;
 *   <li>until the commit of its read-model document was acknowledged by a majority, in the replica;
 *   <li>until a change stream on the read model, in this process, brought that document: what any outsider can see.
 * </ul>
 * Confined to one thread.
 */
public final class Latency {

    private static final int APPENDERS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final BenchDatabase database;
    private final Fleet fleet;
    private final Workload workload;

    public Latency(BenchDatabase database, Fleet fleet, Workload workload) {
        this.database = database;
        this.fleet = fleet;
        this.workload = workload;
    }

    /** Appends at a rate for some time and waits until all has arrived. */
    public LatencyTimes measure(int perSecond, Duration duration) throws InterruptedException {
        int skipped = Math.toIntExact(perSecond * WARM_UP.toSeconds());
        int count = Math.toIntExact(perSecond * duration.toSeconds()) + skipped;
        List<GeneratedEvent> events = workload.nextEvenly(count);
        Sendings sendings = new Sendings(events.getFirst().data().number(), count, skipped);
        LatencyTimes times = LatencyTimes.empty();
        long committedBefore = fleet.committedEvents();
        FleetListener commits = (replica, report, nanos) -> {
            if (report instanceof Report.Committed committed) {
                committed
                        .numbers()
                        .forEach(number ->
                                sendings.recordEpochMicros(number, committed.epochMicros(), times.committed()));
            }
        };
        fleet.listen(commits);
        fleet.trace(true);
        var eventCollection = database.data().getCollection(BenchDatabase.EVENTS);
        var readModel = database.data().getCollection(database.readModels().getFirst());
        try (LeatMongo stores = BenchStores.open(database.client(), database.name());
                Watch bare = Watch.events(
                        eventCollection,
                        number -> sendings.recordNanos(number, System.nanoTime(), times.bareStream()));
                Watch visible = Watch.readModel(
                        readModel, number -> sendings.recordNanos(number, System.nanoTime(), times.visible()))) {
            bare.open();
            visible.open();
            send(stores.eventStore(), events, perSecond, sendings, times.appended());
            int projections = database.readModels().size();
            new Arrival(database, fleet)
                    .await(
                            committedBefore + (long) count * projections,
                            workload.expected().events() * projections);
            // What the change streams have not brought by now is late by more than any percentile asked for.
            Thread.sleep(Duration.ofSeconds(1));
        } finally {
            fleet.trace(false);
            fleet.unlisten(commits);
        }
        return times;
    }

    /** Sends on schedule with several threads, so that one slow append does not hold up the next. */
    private static void send(
            EventStore store, List<GeneratedEvent> events, int perSecond, Sendings sendings, Histogram appended) {
        long intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        Runnable appender = () -> {
            for (int i = next.getAndIncrement(); i < events.size(); i = next.getAndIncrement()) {
                awaitNanos(start + i * intervalNanos);
                GeneratedEvent event = events.get(i);
                long number = event.data().number();
                sendings.sending(number);
                store.append(
                                StreamId.of(event.stream()),
                                ExpectedVersion.exactly(event.version() - 1),
                                List.of(NewEvent.of(event.data())))
                        .orThrow();
                sendings.recordNanos(number, System.nanoTime(), appended);
            }
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(APPENDERS)) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < APPENDERS; i++) {
                running.add(CompletableFuture.runAsync(appender, threads));
            }
            running.forEach(CompletableFuture::join);
        }
    }

    private static void awaitNanos(long at) {
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
