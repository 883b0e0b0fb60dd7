package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.server.MongoServer;
import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.List;

/** Measures how fast a fleet of replicas brings events into the read models. Confined to one thread. */
public final class Throughput {

    private final MongoServer server;
    private final BenchDatabase database;
    private final Fleet fleet;
    private final Feed feed;
    private final Workload workload;

    /** Measures replicas of Leat. */
    public Throughput(MongoServer server, BenchDatabase database, Fleet fleet, Workload workload) {
        this(server, database, fleet, Feed.of(fleet), workload);
    }

    /** Measures clients that get their events from a feed. */
    public Throughput(MongoServer server, BenchDatabase database, Fleet fleet, Feed feed, Workload workload) {
        this.server = server;
        this.database = database;
        this.fleet = fleet;
        this.feed = feed;
        this.workload = workload;
    }

    /**
     * A pass whose events were written while the replicas worked.
     *
     * @param pass from the first insert to the last commit; the server's CPU time has the inserts in it
     * @param events that were written
     * @param writing how long the inserts took
     */
    public record Burst(Pass pass, int events, Duration writing) {

        /** The writer's own rate, which the pass cannot exceed. */
        public double writtenPerSecond() {
            return events * 1e9 / writing.toNanos();
        }
    }

    /**
     * The replicas are up and own their partitions, the feed (the tailer) is held back, all events are written; then the tailer is
     * let go and the clock runs until the last commit is acknowledged. So the work is all of it, tailer, ledger and
     * projection, against events that wait in the change stream, and no insert competes with it.
     */
    public Pass backlog(int events) throws InterruptedException {
        List<GeneratedEvent> generated = workload.next(events);
        feed.hold();
        database.writer().write(generated);
        long folds = folds(events);
        long target = fleet.committedEvents() + folds;
        PassMeter meter = PassMeter.start(server, feed.processes(), fleet.processes());
        feed.go();
        arrive(target);
        return meter.end(folds, fleet.lastCommitNanos());
    }

    /** The replicas are up and idle; the clock runs from the first insert to the last commit. */
    public Burst burst(int events) throws InterruptedException {
        List<GeneratedEvent> generated = workload.next(events);
        long folds = folds(events);
        long target = fleet.committedEvents() + folds;
        PassMeter meter = PassMeter.start(server, feed.processes(), fleet.processes());
        long start = System.nanoTime();
        database.writer().write(generated);
        Duration writing = Duration.ofNanos(System.nanoTime() - start);
        arrive(target);
        return new Burst(meter.end(folds, fleet.lastCommitNanos()), events, writing);
    }

    private long folds(long events) {
        return database.effects(events);
    }

    private void arrive(long committed) throws InterruptedException {
        new Arrival(database, fleet).await(committed, folds(workload.expected().events()));
    }
}
