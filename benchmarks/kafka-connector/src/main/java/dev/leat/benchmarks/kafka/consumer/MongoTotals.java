package dev.leat.benchmarks.kafka.consumer;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.leat.benchmarks.workload.StreamTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * The documents in a collection: read by one find, written by one unordered bulk write of replacements. Majority reads
 * and writes, as Leat's own are. Thread-safe.
 */
final class MongoTotals implements TotalsStore {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;

    MongoTotals(MongoCollection<Document> collection) {
        this.collection = collection.withReadConcern(ReadConcern.MAJORITY).withWriteConcern(WriteConcern.MAJORITY);
    }

    @Override
    public Map<String, StreamTotals> load(Set<String> streams) {
        Map<String, StreamTotals> found = new HashMap<>();
        for (Document document : collection.find(Filters.in("_id", streams))) {
            found.put(document.getString("_id"), totals(document));
        }
        return found;
    }

    @Override
    public void write(Map<String, StreamTotals> documents) {
        List<WriteModel<Document>> replacements = new ArrayList<>(documents.size());
        documents.forEach((stream, totals) ->
                replacements.add(new ReplaceOneModel<>(Filters.eq(stream), document(stream, totals), UPSERT)));
        collection.bulkWrite(replacements, UNORDERED);
    }

    private static StreamTotals totals(Document document) {
        return new StreamTotals(
                document.getLong("count"),
                document.getLong("cents"),
                document.getLong("last"),
                document.getLong("chain"));
    }

    private static Document document(String stream, StreamTotals totals) {
        return new Document("_id", stream)
                .append("count", totals.count())
                .append("cents", totals.cents())
                .append("last", totals.last())
                .append("chain", totals.chain());
    }
}
