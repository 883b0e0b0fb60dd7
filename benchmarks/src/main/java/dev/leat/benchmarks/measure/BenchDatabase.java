package dev.leat.benchmarks.measure;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.benchmarks.workload.ExpectedTotals;
import dev.leat.benchmarks.workload.ProjectionSet;
import dev.leat.benchmarks.workload.Workload;
import dev.leat.mongodb.LeatMongo;
import dev.leat.partition.SlotSet;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A database of one measurement, dropped before and after it. Thread-safe. */
public final class BenchDatabase implements AutoCloseable {

    static final String EVENTS = "events";

    private final MongoClient client;
    private final String name;
    private final ProjectionSet projections;

    /**
     * Takes a database, and drops what a broken run may have left in it.
     *
     * @param projections those that are measured in it
     */
    public BenchDatabase(MongoClient client, String name, ProjectionSet projections) {
        this.client = client;
        this.name = name;
        this.projections = projections;
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

    /** The projections that are measured in it. */
    public ProjectionSet projections() {
        return projections;
    }

    List<String> readModels() {
        return projections.collections();
    }

    /** How often events take effect, counted once for each projection that wants them. */
    public long effects(long events) {
        return events * projections.effectsPerEvent();
    }

    /** Makes the event collection as the event store has it, where no replica has done so. */
    void prepareEvents() {
        try (LeatMongo stores = BenchStores.open(client, name)) {
            stores.eventStore();
        }
    }

    /** Writes events before any replica is there, one stream after the other. */
    public void writeEvenly(Workload workload, int events) {
        prepareEvents();
        writer().writeMany(workload.nextEvenly(events));
    }

    EventWriter writer() {
        return new EventWriter(data());
    }

    /** How many events all read models count together. */
    long countedEvents() {
        return readModels().stream()
                .map(collection -> new ReadModel(data().getCollection(collection)))
                .mapToLong(ReadModel::countedEvents)
                .sum();
    }

    /** Compares every read model with the truth; empty when all are exact. */
    public List<String> differences(ExpectedTotals expected) {
        return readModels().stream()
                .flatMap(collection -> new ReadModel(data().getCollection(collection)).differences(expected).stream())
                .toList();
    }

    /** Compares every read model with the truth for the events that its projection wants; empty when all are exact. */
    public List<String> differences(Workload workload) {
        List<String> collections = readModels();
        return IntStream.range(0, collections.size())
                .boxed()
                .flatMap(index -> new ReadModel(data().getCollection(collections.get(index)))
                        .differences(workload.expectedOf(index)).stream())
                .toList();
    }

    /** What the checker finds in ledger, checkpoints and read models, and what it could not judge; empty when all is well. */
    public List<String> findings() {
        return findings(SlotSet.ALL);
    }

    /**
     * The same for the streams and keys of some slots; positions, checkpoints and queues are judged whole.
     *
     * @param slots whose events fit into memory
     */
    public List<String> findings(SlotSet slots) {
        try (LeatMongo stores = BenchStores.open(client, name)) {
            CheckReport report = HistoryChecker.of(stores, List.copyOf(projections.projections()))
                    .slots(slots)
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
