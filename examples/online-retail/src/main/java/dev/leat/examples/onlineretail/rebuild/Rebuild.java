package dev.leat.examples.onlineretail.rebuild;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.examples.onlineretail.projections.StockMovement;
import dev.leat.examples.onlineretail.replica.RetailLeat;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.LeatListener;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Builds the stock movements of an online shop anew, over and over, in this process, from events in a database that
 * nobody else uses. Confined to one thread.
 */
final class Rebuild {

    private static final String EVENTS = "events";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final MongoClient client;
    private final MongoDatabase database;

    Rebuild(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    /** Reads all events with one cursor of the driver and leaves them undecoded; returns events a second. */
    double cursor() {
        long start = System.nanoTime();
        long count = 0;
        for (RawBsonDocument event :
                database.getCollection(EVENTS, RawBsonDocument.class).find()) {
            count += Math.min(1, event.getByteBuffer().remaining());
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** The same with the events decoded into the driver's documents. */
    double decodingCursor() {
        long start = System.nanoTime();
        long count = 0;
        for (Document event : database.getCollection(EVENTS).find()) {
            count += Math.min(1, event.size());
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** Builds the first read model, which writes the ledger too; returns how often an event took effect. */
    long first() throws InterruptedException {
        AtomicLong effects = new AtomicLong();
        try (LeatMongo stores = RetailLeat.stores(client, database.getName());
                Leat leat = leat(stores, StockMovement.projection(), effects, new CountDownLatch(1), Long.MAX_VALUE)) {
            leat.start();
            long events = database.getCollection(EVENTS).countDocuments();
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (!isDone(leat, events)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("Not built within " + LONGEST.toMinutes() + " min.");
                }
                Thread.sleep(LOOK);
            }
        }
        return effects.get();
    }

    private static boolean isDone(Leat leat, long events) {
        return leat.status().sources().stream().allMatch(source -> source.last().value() == events)
                && leat.status().projections().stream().allMatch(projection -> projection.lagEvents() == 0);
    }

    /**
     * Builds the read model once more, from the ledger, under another name.
     *
     * @param effects how many there are to be
     * @return how long it took, from the start of the replica to the last commit
     */
    Duration again(int number, long effects) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        long start = System.nanoTime();
        try (LeatMongo stores = RetailLeat.stores(client, database.getName());
                Leat leat = leat(stores, projection(number), new AtomicLong(), done, effects)) {
            leat.start();
            if (!done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Not built again within " + LONGEST.toMinutes() + " min.");
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static Projection<StockMovement> projection(int number) {
        return StockMovement.projection("stock-movement-" + number, StockMovement.COLLECTION + "_" + number);
    }

    private static Leat leat(
            LeatMongo stores,
            Projection<StockMovement> projection,
            AtomicLong effects,
            CountDownLatch done,
            long wanted) {
        return Leat.builder(stores)
                .replicaName("rebuild")
                .exactlyOnce(projection)
                .listener(new LeatListener() {
                    @Override
                    public void committed(Commit commit, Duration took) {
                        long more = commit.checkpoints().stream()
                                .mapToLong(CheckpointMove::events)
                                .sum();
                        if (effects.addAndGet(more) >= wanted) {
                            done.countDown();
                        }
                    }
                })
                .build();
    }

    /**
     * What differs between the first read model and the last; the checker's findings on all.
     *
     * @param number of the last
     */
    List<String> differences(int number) {
        List<Projection<?>> projections = new ArrayList<>(List.of(StockMovement.projection()));
        for (int each = 1; each <= number; each++) {
            projections.add(projection(each));
        }
        List<String> differences = new ArrayList<>();
        List<BsonDocument> first = documents(StockMovement.COLLECTION);
        if (first.isEmpty() || !first.equals(documents(StockMovement.COLLECTION + "_" + number))) {
            differences.add("the read model that was built again differs from the first");
        }
        try (LeatMongo stores = RetailLeat.stores(client, database.getName())) {
            CheckReport report = HistoryChecker.of(stores, projections).check();
            report.findings().forEach(finding -> differences.add("checker: " + finding));
            report.notJudged().forEach(reason -> differences.add("checker: not judged: " + reason));
        }
        return differences;
    }

    private List<BsonDocument> documents(String collection) {
        return database.getCollection(collection, BsonDocument.class)
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }
}
