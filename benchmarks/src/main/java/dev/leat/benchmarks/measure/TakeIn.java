package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.server.MongoServer;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Lets a fleet take in the events that were there before it. Confined to one thread. */
public final class TakeIn {

    private static final Duration RECORD_WAIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final MongoServer server;
    private final BenchDatabase database;
    private final Fleet fleet;

    public TakeIn(MongoServer server, BenchDatabase database, Fleet fleet) {
        this.server = server;
        this.database = database;
        this.fleet = fleet;
    }

    /**
     * Starts a replica and waits until all events are in the ledger and in the read models, and the place from which the
     * change stream goes on is recorded, so that the next replica need not compare anything.
     *
     * @param events in the collection
     * @param progress hears often how many effects were committed
     * @return from the start of the replica's process to the last commit
     */
    public Pass measure(String replica, long events, LongConsumer progress) throws InterruptedException {
        long effects = database.effects(events);
        long committed = fleet.committedEvents() + effects;
        fleet.start(replica);
        PassMeter meter = PassMeter.start(server, fleet.processes());
        new Arrival(database, fleet, progress).await(committed, effects);
        Pass pass = meter.end(effects, fleet.lastCommitNanos());
        awaitRecorded();
        return pass;
    }

    /**
     * Starts a replica and waits, by the read models alone, until all events are in them.
     *
     * @param events in the collection
     */
    public void finish(String replica, long events) throws InterruptedException {
        fleet.start(replica);
        fleet.awaitBalanced();
        new Arrival(database, fleet).awaitCounted(database.effects(events));
    }

    private void awaitRecorded() throws InterruptedException {
        try (LeatMongo stores = BenchStores.open(database.client(), database.name())) {
            long deadline = System.nanoTime() + RECORD_WAIT.toNanos();
            while (stores.ledger().end(SourceId.DEFAULT).resume() == null) {
                fleet.checkAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The ledger has all events, and for " + RECORD_WAIT.toMinutes()
                            + " min no place from which the change stream goes on.");
                }
                Thread.sleep(LOOK);
            }
        }
    }
}
