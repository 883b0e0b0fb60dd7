package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkedKey;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.verify.ProjectionState;
import dev.leat.verify.QueuedEvent;
import dev.leat.verify.StateReader;
import dev.leat.verify.StoredDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Reads a projection's state in one snapshot session. The server keeps a snapshot for five minutes
 * ({@code minSnapshotHistoryWindowInSeconds}), so a read of more documents than that allows fails. Thread-safe.
 */
final class MongoStateReader implements StateReader {

    private static final String ID = "_id";
    private static final int DOCUMENTS_PER_READ = 1_000;

    private final MongoClient client;
    private final MongoNames names;
    private final Documents documents;

    MongoStateReader(MongoClient client, MongoNames names, Documents documents) {
        this.client = client;
        this.names = names.inSnapshots();
        this.documents = documents;
    }

    @Override
    public ProjectionState read(Projection<?> projection, SlotSet keySlots) {
        return Calls.call("reading the state of " + projection, () -> {
            try (ClientSession session = client.startSession(
                    ClientSessionOptions.builder().snapshot(true).build())) {
                return read(session, projection, keySlots);
            }
        });
    }

    private ProjectionState read(ClientSession session, Projection<?> projection, SlotSet keySlots) {
        String id = projection.id().toString();
        List<Ownership> partitions = names.partitions()
                .find(session, eq(LeaseDocuments.PROJECTION, id))
                .sort(ascending(LeaseDocuments.NUMBER))
                .map(LeaseDocuments::ownership)
                .into(new ArrayList<>());
        List<ParkedKey> parked = names.parked()
                .find(session, eq(MongoParkStore.PROJECTION, id))
                .map(MongoParkStore::toKey)
                .into(new ArrayList<>());
        List<QueuedEvent> queued = names.parkedEvents()
                .find(session, eq(MongoParkStore.PROJECTION, id))
                .map(MongoParkStore::toQueued)
                .into(new ArrayList<>());
        return new ProjectionState(partitions, parked, queued, documents(session, projection, keySlots));
    }

    private Map<Key, StoredDocument> documents(ClientSession session, Projection<?> projection, SlotSet keySlots) {
        Map<Key, StoredDocument> found = new HashMap<>();
        MongoCollection<RawBsonDocument> readModel = names.readModel(projection.collection());
        if (keySlots.equals(SlotSet.ALL)) {
            readModel.find(session).forEach(document -> put(document, found));
            return found;
        }
        List<BsonValue> wanted = new ArrayList<>();
        for (RawBsonDocument document :
                readModel.find(session).projection(include(ID)).sort(ascending(ID))) {
            BsonValue id = document.get(ID);
            if (id != null
                    && id.isString()
                    && keySlots.contains(Slots.of(id.asString().getValue()))) {
                wanted.add(id);
            }
            if (wanted.size() == DOCUMENTS_PER_READ) {
                readModel.find(session, in(ID, wanted)).forEach(each -> put(each, found));
                wanted.clear();
            }
        }
        readModel.find(session, in(ID, wanted)).forEach(each -> put(each, found));
        return found;
    }

    private void put(RawBsonDocument document, Map<Key, StoredDocument> found) {
        found.put(documents.keyOf(document), stored(document));
    }

    @Override
    public StoredDocument asStored(Projection<?> projection, Key key, Object document) {
        return stored(documents.encode(key, document));
    }

    private static StoredDocument stored(BsonDocument document) {
        Map<String, Object> fields = fields(document);
        fields.remove(ID);
        return new StoredDocument(fields);
    }

    private static Map<String, Object> fields(BsonDocument document) {
        Map<String, Object> fields = new LinkedHashMap<>();
        document.forEach((name, value) -> fields.put(name, value(value)));
        return fields;
    }

    private static Object value(BsonValue value) {
        if (value.isDocument()) {
            return fields(value.asDocument());
        }
        return value.isArray()
                ? value.asArray().stream().map(MongoStateReader::value).toList()
                : value;
    }
}
