package dev.leat.benchmarks.measure;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.ItemAdded;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Writes events as the event store would, but in large batches over many streams, so that the writer is never what the
 * measurement waits for. Confined to one thread.
 */
final class EventWriter {

    private static final int BATCH = 1_000;
    private static final int LARGE_BATCH = 10_000;

    /** Format version that the event store puts into each document. */
    private static final int FORMAT = 1;

    private static final InsertManyOptions ANY_ORDER = new InsertManyOptions().ordered(false);

    private final MongoCollection<Document> events;

    EventWriter(MongoDatabase database) {
        events = database.getCollection(BenchDatabase.EVENTS).withWriteConcern(WriteConcern.MAJORITY);
    }

    /** Appends events, in their order. Returns when a majority has them all. */
    void write(List<GeneratedEvent> batch) {
        for (int at = 0; at < batch.size(); at += BATCH) {
            events.insertMany(batch.subList(at, Math.min(at + BATCH, batch.size())).stream()
                    .map(this::document)
                    .toList());
        }
    }

    /** The same in larger batches, which the server need not end at the first failure. */
    void writeMany(List<GeneratedEvent> batch) {
        for (int at = 0; at < batch.size(); at += LARGE_BATCH) {
            events.insertMany(
                    batch.subList(at, Math.min(at + LARGE_BATCH, batch.size())).stream()
                            .map(this::document)
                            .toList(),
                    ANY_ORDER);
        }
    }

    private Document document(GeneratedEvent event) {
        ItemAdded data = event.data();
        return new Document("_id", new ObjectId())
                .append("stream", event.stream())
                .append("version", event.version())
                .append("type", event.type())
                .append("time", Instant.now())
                .append(
                        "data",
                        new Document("number", data.number())
                                .append("product", data.product())
                                .append("description", data.description())
                                .append("quantity", data.quantity())
                                .append("cents", data.cents()))
                .append("v", FORMAT);
    }
}
