package dev.leat.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import dev.leat.failure.UnsuitableStoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * An index that Leat needs.
 *
 * @param options with its name
 */
record Index(MongoCollection<?> collection, Bson keys, IndexOptions options) {

    private static final int DUPLICATE_KEY = 11000;
    private static final Set<Integer> INDEX_DIFFERS = Set.of(85, 86);
    private static final String EXPIRY = "expireAfterSeconds";

    /** Options with which an index does not hold for every document alike. */
    private static final Set<String> NARROWING = Set.of("partialFilterExpression", "sparse", "collation", "hidden");

    /** Makes an index unless one with the same keys is there that does as much, under whatever name. */
    void make() {
        if (isThere()) {
            return;
        }
        try {
            collection.createIndex(keys, options);
        } catch (MongoException e) {
            if (e.getCode() == DUPLICATE_KEY) {
                throw new UnsuitableStoreException(
                        "Unique index " + options.getName() + " cannot be made, because " + collection.getNamespace()
                                + " has two documents of one key: " + Calls.words(e)
                                + ". Remove or renumber one of each pair and start again.",
                        e);
            }
            if (!INDEX_DIFFERS.contains(e.getCode())) {
                throw e;
            }
            throw new UnsuitableStoreException(
                    "Index " + options.getName() + " of " + collection.getNamespace() + " is not as Leat needs it, "
                            + (options.isUnique() ? "unique on " : "on ")
                            + keys.toBsonDocument().toJson() + ": " + Calls.words(e) + ". Drop it with db."
                            + collection.getNamespace().getCollectionName()
                            + ".dropIndex('" + options.getName() + "') and start again.",
                    e);
        }
    }

    /** Whether an index is there that does as much. */
    boolean isThere() {
        BsonDocument wanted = keys.toBsonDocument();
        for (BsonDocument index : collection.listIndexes(BsonDocument.class)) {
            BsonDocument present = index.getDocument("key");
            boolean sameKeys = List.copyOf(present.keySet()).equals(List.copyOf(wanted.keySet()))
                    && present.values().stream().allMatch(BsonValue::isNumber);
            boolean narrowed = NARROWING.stream().anyMatch(index::containsKey);
            boolean unique = !options.isUnique()
                    || index.getBoolean("unique", BsonBoolean.FALSE).getValue();
            Long expiry = options.getExpireAfter(TimeUnit.SECONDS);
            boolean expires = expiry == null
                    ? !index.containsKey(EXPIRY)
                    : index.containsKey(EXPIRY) && index.getNumber(EXPIRY).longValue() == expiry;
            if (sameKeys && !narrowed && unique && expires) {
                return true;
            }
        }
        return false;
    }
}
