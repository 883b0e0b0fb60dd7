package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.server.MongoServer;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Appends events one at a time, so slowly that each comes to the tailer alone. Confined to one thread. */
public final class Trickle {

    private final MongoServer server;
    private final BenchDatabase database;
    private final Fleet fleet;
    private final Workload workload;

    public Trickle(MongoServer server, BenchDatabase database, Fleet fleet, Workload workload) {
        this.server = server;
        this.database = database;
        this.fleet = fleet;
        this.workload = workload;
    }

    /**
     * What events one at a time took.
     *
     * @param pass from the first event until all have arrived; the server's CPU time has the inserts in it
     * @param behind from the last insert to the last commit
     */
    public record Trickled(Pass pass, Duration behind) {}

    /**
     * Appends events at a rate and waits until they have arrived in the read models.
     *
     * @return what it took
     */
    public Trickled append(int events, int perSecond) throws InterruptedException {
        long committed = fleet.committedEvents() + database.effects(events);
        EventWriter writer = database.writer();
        PassMeter meter = PassMeter.start(server, fleet.processes());
        long pause = Duration.ofSeconds(1).toNanos() / perSecond;
        long due = System.nanoTime();
        for (int i = 0; i < events; i++) {
            writer.write(workload.next(1));
            due += pause;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        long writtenNanos = System.nanoTime();
        new Arrival(database, fleet)
                .await(committed, database.effects(workload.expected().events()));
        return new Trickled(
                meter.end(database.effects(events)),
                Duration.ofNanos(Math.max(0, fleet.lastCommitNanos() - writtenNanos)));
    }
}
