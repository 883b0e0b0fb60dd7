package dev.leat.benchmarks.measure;

import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.Document;

/**
 * What a ledger takes, for each event in it.
 *
 * @param bytesPerEvent of its documents, uncompressed
 * @param storedBytesPerEvent of its file on the server's disk, compressed, without indexes
 * @param indexBytesPerEvent of its indexes on the server's disk
 */
public record LedgerSize(double bytesPerEvent, double storedBytesPerEvent, double indexBytesPerEvent) {

    /** Measures the ledger of the events of a database. */
    public static LedgerSize of(BenchDatabase database, long events) {
        // The size of a file is that of the last checkpoint of the storage engine; this makes one.
        database.client().getDatabase("admin").runCommand(new Document("fsync", 1));
        MongoDatabase leat = database.leat();
        double data = 0;
        double stored = 0;
        double index = 0;
        for (String name : leat.listCollectionNames()) {
            if (name.startsWith(LEDGER_PREFIX)) {
                Document stats = storageStats(leat, name);
                data += number(stats, "size");
                stored += number(stats, "storageSize");
                index += number(stats, "totalIndexSize");
            }
        }
        return new LedgerSize(data / events, stored / events, index / events);
    }

    private static final String LEDGER_PREFIX = "ledger";

    private static Document storageStats(MongoDatabase database, String collection) {
        Document stats = database.getCollection(collection)
                .aggregate(List.of(new Document("$collStats", new Document("storageStats", new Document()))))
                .first();
        if (stats == null) {
            throw new IllegalStateException("The server tells no size of " + collection + ".");
        }
        return stats.get("storageStats", Document.class);
    }

    private static double number(Document document, String field) {
        return document.get(field, Number.class).doubleValue();
    }
}
