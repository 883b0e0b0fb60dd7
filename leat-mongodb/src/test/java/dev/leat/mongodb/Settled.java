package dev.leat.mongodb;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** What a database holds at one time, so that a test can put it back after having done damage. */
final class Settled {

    private static final ReplaceOptions UPSERT =
            new ReplaceOptions().upsert(true).bypassDocumentValidation(true);

    private final Map<MongoCollection<BsonDocument>, Map<BsonValue, BsonDocument>> collections = new LinkedHashMap<>();

    /** Takes down a database, but for collections that are capped. */
    void add(MongoDatabase database) {
        for (String name : database.listCollectionNames()) {
            if (!name.equals("wakeups")) {
                MongoCollection<BsonDocument> collection = database.getCollection(name, BsonDocument.class);
                collections.put(collection, read(collection));
            }
        }
    }

    private static Map<BsonValue, BsonDocument> read(MongoCollection<BsonDocument> collection) {
        Map<BsonValue, BsonDocument> documents = new HashMap<>();
        collection.find().forEach(document -> documents.put(document.get("_id"), document));
        return documents;
    }

    /** Puts back what is different; what is as it was is not touched. */
    void restore() {
        collections.forEach((collection, wanted) -> {
            Map<BsonValue, BsonDocument> present = read(collection);
            present.keySet().stream()
                    .filter(id -> !wanted.containsKey(id))
                    .forEach(id -> collection.deleteOne(byId(id)));
            wanted.forEach((id, document) -> {
                if (!document.equals(present.get(id))) {
                    collection.replaceOne(byId(id), document, UPSERT);
                }
            });
        });
    }

    private static Bson byId(BsonValue id) {
        return Filters.eq("_id", id);
    }
}
