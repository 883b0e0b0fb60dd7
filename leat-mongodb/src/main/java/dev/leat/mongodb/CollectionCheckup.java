package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import dev.leat.lease.Registration;
import dev.leat.ledger.SourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Looks at event collections, read models and Leat's own: kind, indexes, and what deletes documents. Thread-safe. */
final class CollectionCheckup {

    private static final int UNAUTHORIZED = 13;
    private static final String EXPIRY = "expireAfterSeconds";

    private final MongoNames names;
    private final Collections collections;
    private final Function<SourceId, EventMapping> mappings;

    CollectionCheckup(MongoNames names, Collections collections, Function<SourceId, EventMapping> mappings) {
        this.names = names;
        this.collections = collections;
        this.mappings = mappings;
    }

    List<Diagnosis> examine(Collection<Registration> projections) {
        List<Diagnosis> found = new ArrayList<>();
        Map<String, BsonDocument> present = present(names.data());
        Set<SourceId> sources = new LinkedHashSet<>();
        projections.forEach(each -> sources.add(each.source()));
        for (SourceId source : sources) {
            examineSource(source, present.get(source.name()), found);
        }
        for (Registration each : projections) {
            examineReadModel(each, present.get(each.collection()), found);
        }
        examineOwn(found);
        return found;
    }

    private static Map<String, BsonDocument> present(MongoDatabase database) {
        Map<String, BsonDocument> present = new HashMap<>();
        for (BsonDocument each : database.listCollections(BsonDocument.class)) {
            present.put(each.getString("name").getValue(), each);
        }
        return present;
    }

    private void examineSource(SourceId source, @Nullable BsonDocument present, List<Diagnosis> found) {
        String of = "source " + source;
        if (present == null) {
            found.add(Diagnosis.warning(
                    of,
                    "there is no such collection yet",
                    "It is made by the first start, or by whoever writes events."));
            return;
        }
        String type = present.getString("type", new BsonString("collection")).getValue();
        boolean capped = present.getDocument("options", new BsonDocument())
                .getBoolean("capped", BsonBoolean.FALSE)
                .getValue();
        if (!type.equals("collection")) {
            found.add(Diagnosis.fault(
                    of, "it is a " + type + ", which has no change stream", "Keep events in a collection."));
            return;
        }
        if (capped) {
            found.add(Diagnosis.fault(
                    of,
                    "it is capped, so old events vanish: nothing can be built anew",
                    "Copy the events to a collection without limit."));
        }
        boolean fine = !capped && !expires(of, source.name(), "events", found);
        if (mappings.apply(source).equals(EventMapping.LEAT)
                && !collections.streamIndex(source).isThere()) {
            fine = false;
            found.add(Diagnosis.fault(
                    of,
                    "it has no unique index on stream and version, so two writers can take one version",
                    "db." + source + ".createIndex({stream: 1, version: 1}, {unique: true, name: 'stream_version'}); if"
                            + " others write it, declare a mapping."));
        }
        if (fine) {
            found.add(Diagnosis.fine(of, "a collection that keeps its events"));
        }
    }

    private void examineReadModel(Registration projection, @Nullable BsonDocument present, List<Diagnosis> found) {
        String of = "read model " + projection.collection();
        if (present == null) {
            return;
        }
        String type = present.getString("type", new BsonString("collection")).getValue();
        if (!type.equals("collection")) {
            found.add(Diagnosis.fault(
                    of,
                    "it is a " + type + ", which cannot be written",
                    "Name a collection in projection " + projection.projection() + "."));
        } else if (!expires(of, projection.collection(), "documents", found)) {
            found.add(Diagnosis.fine(of, "written by projection " + projection.projection()));
        }
    }

    /** Whether an index lets documents of a collection expire, or nobody can see. */
    private boolean expires(String of, String collection, String what, List<Diagnosis> found) {
        List<BsonDocument> indexes;
        try {
            indexes = names.data()
                    .getCollection(collection)
                    .listIndexes(BsonDocument.class)
                    .into(new ArrayList<>());
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != UNAUTHORIZED) {
                throw e;
            }
            found.add(Diagnosis.unknown(
                    of, "its indexes are not seen", "To see them here, grant listIndexes on " + collection + "."));
            return true;
        }
        boolean expires = false;
        for (BsonDocument index : indexes) {
            if (index.containsKey(EXPIRY)) {
                String name = index.getString("name").getValue();
                expires = true;
                found.add(Diagnosis.warning(
                        of,
                        "index " + name + " lets " + what + " expire, behind Leat's back",
                        "Drop it: db." + collection + ".dropIndex('" + name + "'); let a fold return null instead, or"
                                + " keep old events elsewhere before they go."));
            }
        }
        return expires;
    }

    private void examineOwn(List<Diagnosis> found) {
        String of = "database " + names.leat().getName();
        if (present(names.leat()).isEmpty()) {
            found.add(Diagnosis.fine(of, "Leat never ran here; its first start makes what it needs"));
            return;
        }
        List<Index> missing = collections.ownIndexes().stream()
                .filter(index -> !index.isThere())
                .toList();
        for (Index index : missing) {
            found.add(Diagnosis.warning(
                    of,
                    "index " + index.options().getName() + " of "
                            + index.collection().getNamespace().getCollectionName() + " is missing",
                    "Start a replica of this version: it makes what is missing."));
        }
        if (missing.isEmpty()) {
            found.add(Diagnosis.fine(of, "all indexes are there"));
        }
    }
}
