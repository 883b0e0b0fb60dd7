package dev.leat.benchmarks.measure;

import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.leat.batch.BatchLimits;
import dev.leat.benchmarks.server.MongoServer;
import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.StreamTotals;
import dev.leat.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * The second raw bound: the events, already in memory, are folded in batches of the engine's default size, and each
 * batch's document changes are written in one transaction together with one checkpoint document. Nothing is read.
 */
public final class WriteBound {

    private static final String READ_MODEL = "raw_totals";
    private static final String CHECKPOINTS = "raw_checkpoints";
    private static final TransactionOptions MAJORITY =
            TransactionOptions.builder().writeConcern(WriteConcern.MAJORITY).build();

    private final MongoServer server;
    private final BenchDatabase database;
    private final Workload workload;
    private final Map<String, StreamTotals> totals = new HashMap<>();
    private long position;

    public WriteBound(MongoServer server, BenchDatabase database, Workload workload) {
        this.server = server;
        this.database = database;
        this.workload = workload;
    }

    /** Writes the changes of events, several times as many events as wanted, each time further ones. */
    public List<Pass> measure(int warmUp, int events, int repeat) {
        prepare();
        List<Pass> passes = new ArrayList<>();
        try (ClientSession session = database.client().startSession()) {
            write(session, workload.next(warmUp));
            for (int i = 0; i < repeat; i++) {
                List<GeneratedEvent> generated = workload.next(events);
                PassMeter meter = PassMeter.start(server, List.of(ProcessHandle.current()));
                write(session, generated);
                passes.add(meter.end(events));
            }
        }
        return passes;
    }

    /** Makes the collections. */
    void prepare() {
        database.data().createCollection(READ_MODEL);
        checkpoints().insertOne(new Document("_id", "checkpoint").append("position", 0L));
    }

    /** Writes the changes of further events. */
    void write(int events) {
        try (ClientSession session = database.client().startSession()) {
            write(session, workload.next(events));
        }
    }

    /** Compares what was written with the truth, so that the bound is known to have done the work. */
    public List<String> differences() {
        return new ReadModel(database.data().getCollection(READ_MODEL)).differences(workload.expected());
    }

    private void write(ClientSession session, List<GeneratedEvent> events) {
        for (int at = 0; at < events.size(); at += BatchLimits.DEFAULT_MAX_EVENTS) {
            int end = Math.min(at + BatchLimits.DEFAULT_MAX_EVENTS, events.size());
            List<WriteModel<Document>> changes = fold(events.subList(at, end));
            long from = position;
            position += end - at;
            session.withTransaction(() -> commit(session, changes, from), MAJORITY);
        }
    }

    private List<WriteModel<Document>> fold(List<GeneratedEvent> batch) {
        Set<String> fresh = new LinkedHashSet<>();
        Set<String> changed = new LinkedHashSet<>();
        for (GeneratedEvent event : batch) {
            StreamTotals before = totals.get(event.stream());
            if (before == null) {
                fresh.add(event.stream());
            }
            changed.add(event.stream());
            totals.put(event.stream(), (before == null ? StreamTotals.NONE : before).plus(event.data()));
        }
        List<WriteModel<Document>> changes = new ArrayList<>(changed.size());
        for (String stream : changed) {
            Document after = document(stream, totals.getOrDefault(stream, StreamTotals.NONE));
            changes.add(
                    fresh.contains(stream)
                            ? new InsertOneModel<>(after)
                            : new ReplaceOneModel<>(Filters.eq(stream), after));
        }
        return changes;
    }

    private boolean commit(ClientSession session, List<WriteModel<Document>> changes, long from) {
        long moved = checkpoints()
                .updateOne(
                        session,
                        Filters.and(Filters.eq("checkpoint"), Filters.eq("position", from)),
                        Updates.set("position", position))
                .getMatchedCount();
        if (moved != 1) {
            throw new IllegalStateException("The raw checkpoint is not at " + from + ".");
        }
        database.data().getCollection(READ_MODEL).bulkWrite(session, changes, new BulkWriteOptions().ordered(false));
        return true;
    }

    private MongoCollection<Document> checkpoints() {
        return database.data().getCollection(CHECKPOINTS);
    }

    private static Document document(String stream, StreamTotals totals) {
        return new Document("_id", stream)
                .append("count", totals.count())
                .append("cents", totals.cents())
                .append("last", totals.last())
                .append("chain", totals.chain());
    }
}
