package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Appends events one at a time, so slowly that each comes to the tailer alone. Confined to one thread. */
public final class Trickle {

    private final BenchDatabase database;
    private final Fleet fleet;
    private final Workload workload;

    public Trickle(BenchDatabase database, Fleet fleet, Workload workload) {
        this.database = database;
        this.fleet = fleet;
        this.workload = workload;
    }

    /** Appends events at a rate and waits until they have arrived in the read models. */
    public void append(int events, int perSecond) throws InterruptedException {
        long committed = fleet.committedEvents() + database.effects(events);
        EventWriter writer = database.writer();
        long pause = Duration.ofSeconds(1).toNanos() / perSecond;
        long due = System.nanoTime();
        for (int i = 0; i < events; i++) {
            writer.write(workload.next(1));
            due += pause;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        new Arrival(database, fleet)
                .await(committed, database.effects(workload.expected().events()));
    }
}
