package dev.leat.benchmarks.measure;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.leat.benchmarks.server.MongoServer;
import dev.leat.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * The first raw bound: one cursor drains the change stream of the same events, full documents, and does nothing with
 * them. Documents stay undecoded, so that the client is as cheap as can be.
 */
public final class StreamBound {

    private static final long POLL_MILLIS = 1_000;

    private final MongoServer server;
    private final BenchDatabase database;
    private final Workload workload;

    public StreamBound(MongoServer server, BenchDatabase database, Workload workload) {
        this.server = server;
        this.database = database;
        this.workload = workload;
    }

    /**
     * Writes the events once and drains them several times.
     *
     * @param warmUp events drained before the clock runs, each time
     */
    public List<Pass> measure(int warmUp, int events, int repeat) {
        BsonDocument token = prepare(warmUp + events);
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            passes.add(drain(token, warmUp, events));
        }
        return passes;
    }

    /** Writes events, and tells the token behind which the change stream shows them. */
    BsonDocument prepare(int events) {
        database.prepareEvents();
        EventWriter writer = database.writer();
        BsonDocument token = now(collection());
        writer.write(workload.next(events));
        return token;
    }

    private MongoCollection<RawBsonDocument> collection() {
        return database.data().getCollection(BenchDatabase.EVENTS, RawBsonDocument.class);
    }

    private static BsonDocument now(MongoCollection<RawBsonDocument> collection) {
        try (MongoChangeStreamCursor<ChangeStreamDocument<RawBsonDocument>> cursor =
                collection.watch().cursor()) {
            cursor.tryNext();
            BsonDocument token = cursor.getResumeToken();
            if (token == null) {
                throw new IllegalStateException("The server gave no resume token for a change stream just opened.");
            }
            return token;
        }
    }

    private Pass drain(BsonDocument token, int warmUp, int events) {
        try (MongoChangeStreamCursor<ChangeStreamDocument<RawBsonDocument>> cursor = open(token)) {
            take(cursor, warmUp);
            PassMeter meter = PassMeter.start(server, List.of(ProcessHandle.current()));
            take(cursor, events);
            return meter.end(events);
        }
    }

    /** Drains events from a token on. */
    void drain(BsonDocument token, int events) {
        try (MongoChangeStreamCursor<ChangeStreamDocument<RawBsonDocument>> cursor = open(token)) {
            take(cursor, events);
        }
    }

    private MongoChangeStreamCursor<ChangeStreamDocument<RawBsonDocument>> open(BsonDocument token) {
        return collection()
                .watch(RawBsonDocument.class)
                .resumeAfter(token)
                .maxAwaitTime(POLL_MILLIS, TimeUnit.MILLISECONDS)
                .cursor();
    }

    private static void take(MongoChangeStreamCursor<ChangeStreamDocument<RawBsonDocument>> cursor, int events) {
        for (int taken = 0; taken < events; taken++) {
            ChangeStreamDocument<RawBsonDocument> change = cursor.next();
            if (change.getFullDocument() == null) {
                throw new IllegalStateException("A change stream over inserts brought " + change.getOperationType());
            }
        }
    }
}
