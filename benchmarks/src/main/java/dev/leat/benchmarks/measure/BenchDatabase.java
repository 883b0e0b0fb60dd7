package dev.leat.benchmarks.measure;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.benchmarks.workload.ExpectedTotals;
import dev.leat.benchmarks.workload.TotalsProjection;
import dev.leat.mongodb.LeatMongo;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.util.ArrayList;
import java.util.List;

/** A database of one measurement, dropped before and after it. Thread-safe. */
public final class BenchDatabase implements AutoCloseable {

    static final String EVENTS = "events";

    private final MongoClient client;
    private final String name;
    private final List<String> readModels;

    /**
     * Takes a database, and drops what a broken run may have left in it.
     *
     * @param readModels collections of the projections that are measured in it
     */
    public BenchDatabase(MongoClient client, String name, List<String> readModels) {
        this.client = client;
        this.name = name;
        this.readModels = List.copyOf(readModels);
        drop();
    }

    MongoClient client() {
        return client;
    }

    public String name() {
        return name;
    }

    MongoDatabase data() {
        return client.getDatabase(name);
    }

    MongoDatabase leat() {
        return client.getDatabase(BenchStores.leatDatabase(name));
    }

    List<String> readModels() {
        return readModels;
    }

    /** Makes the event collection as the event store has it, where no replica has done so. */
    void prepareEvents() {
        try (LeatMongo stores = BenchStores.open(client, name)) {
            stores.eventStore();
        }
    }

    EventWriter writer() {
        return new EventWriter(data());
    }

    /** How many events all read models count together. */
    long countedEvents() {
        return readModels.stream()
                .map(collection -> new ReadModel(data().getCollection(collection)))
                .mapToLong(ReadModel::countedEvents)
                .sum();
    }

    /** Compares every read model with the truth; empty when all are exact. */
    public List<String> differences(ExpectedTotals expected) {
        return readModels.stream()
                .flatMap(collection -> new ReadModel(data().getCollection(collection)).differences(expected).stream())
                .toList();
    }

    /** What the checker finds in ledger, checkpoints and read models, and what it could not judge; empty when all is well. */
    public List<String> findings() {
        try (LeatMongo stores = BenchStores.open(client, name)) {
            CheckReport report = HistoryChecker.of(stores, List.copyOf(TotalsProjection.list(readModels.size())))
                    .check();
            List<String> findings = new ArrayList<>();
            report.findings().forEach(finding -> findings.add("checker: " + finding));
            report.notJudged().forEach(reason -> findings.add("checker: not judged: " + reason));
            return findings;
        }
    }

    @Override
    public void close() {
        drop();
    }

    private void drop() {
        data().drop();
        leat().drop();
    }
}
