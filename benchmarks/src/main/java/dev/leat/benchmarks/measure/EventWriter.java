package dev.leat.benchmarks.measure;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.leat.benchmarks.workload.BenchStores;
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

    /** Format version that the event store puts into each document. */
    private static final int FORMAT = 1;

    private final MongoCollection<Document> events;

    EventWriter(MongoDatabase database) {
        events = database.getCollection(BenchDatabase.EVENTS).withWriteConcern(WriteConcern.MAJORITY);
    }

    /** Appends events, in their order. Returns when a majority has them all. */
    void write(List<GeneratedEvent> batch) {
        for (int at = 0; at < batch.size(); at += BATCH) {
            events.insertMany(batch.subList(at, Math.min(at + BATCH, batch.size())).stream()
                    .map(EventWriter::document)
                    .toList());
        }
    }

    private static Document document(GeneratedEvent event) {
        ItemAdded data = event.data();
        return new Document("_id", new ObjectId())
                .append("stream", event.stream())
                .append("version", event.version())
                .append("type", BenchStores.TYPE)
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
