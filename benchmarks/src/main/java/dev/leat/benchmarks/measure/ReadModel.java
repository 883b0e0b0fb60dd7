package dev.leat.benchmarks.measure;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import dev.leat.benchmarks.workload.ExpectedTotals;
import dev.leat.benchmarks.workload.StreamTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The documents of one projection, read as any reader would. Thread-safe. */
final class ReadModel {

    private final MongoCollection<Document> collection;

    ReadModel(MongoCollection<Document> collection) {
        this.collection = collection.withReadConcern(ReadConcern.MAJORITY);
    }

    /** How many events its documents count together. */
    long countedEvents() {
        Document sum = collection
                .aggregate(List.of(Aggregates.group(null, Accumulators.sum("events", "$count"))))
                .first();
        return sum == null ? 0 : number(sum, "events");
    }

    /** What differs from the truth, in words; empty when nothing does. */
    List<String> differences(ExpectedTotals expected) {
        Map<String, StreamTotals> actual = new HashMap<>();
        for (Document document : collection.find()) {
            actual.put(document.getString("_id"), totals(document));
        }
        List<String> differences = new ArrayList<>();
        TreeSet<String> streams = new TreeSet<>(expected.streams());
        streams.addAll(actual.keySet());
        for (String stream : streams) {
            @Nullable String difference = expected.difference(stream, actual.get(stream));
            if (difference != null) {
                differences.add(collection.getNamespace().getCollectionName() + ": " + difference);
            }
        }
        return differences;
    }

    /** The document of a stream. */
    static StreamTotals totals(Document document) {
        return new StreamTotals(
                number(document, "count"),
                number(document, "cents"),
                number(document, "last"),
                number(document, "chain"));
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
