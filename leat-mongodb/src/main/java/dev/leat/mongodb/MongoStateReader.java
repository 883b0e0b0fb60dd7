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
import dev.leat.lease.Registration;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
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
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reads a projection's state in one snapshot session. The server keeps a snapshot for five minutes
 * ({@code minSnapshotHistoryWindowInSeconds}), so a read of more documents than that allows fails. Thread-safe.
 */
final class MongoStateReader implements StateReader {

    private static final String ID = "_id";
    private static final int DOCUMENTS_PER_READ = 1_000;

    private final MongoClient client;
    private final MongoNames names;
    private final Sessions sessions;
    private final Documents documents;

    MongoStateReader(MongoClient client, MongoNames names, Sessions sessions, Documents documents) {
        this.client = client;
        this.names = names.inSnapshots();
        this.sessions = sessions;
        this.documents = documents;
    }

    @Override
    public List<Registration> registrations() {
        return Calls.call("reading the registered projections", () -> {
            try (ClientSession session = snapshot()) {
                return names.projections()
                        .find(session)
                        .sort(ascending(ID))
                        .map(LeaseDocuments::registration)
                        .into(new ArrayList<>());
            }
        });
    }

    private ClientSession snapshot() {
        return client.startSession(ClientSessionOptions.builder().snapshot(true).build());
    }

    @Override
    public ProjectionState read(Registration registration, SlotSet keySlots) {
        return Calls.call("reading the state of projection " + registration.projection(), () -> {
            try (ClientSession session = snapshot()) {
                ProjectionState state = read(session, registration, keySlots);
                // What is read later, the ledger above all, must not be older, whichever member answers.
                sessions.absorb(Objects.requireNonNull(session.getSnapshotTimestamp()));
                return state;
            }
        });
    }

    private ProjectionState read(ClientSession session, Registration registration, SlotSet keySlots) {
        String id = registration.projection().toString();
        List<Ownership> partitions = names.partitions()
                .find(session, eq(LeaseDocuments.PROJECTION, id))
                .sort(ascending(LeaseDocuments.NUMBER))
                .map(Formats.reader(names.partitions(), LeaseDocuments::ownership))
                .into(new ArrayList<>());
        List<ParkedKey> parked = names.parked()
                .find(session, eq(ParkDocuments.PROJECTION, id))
                .map(Formats.reader(names.parked(), ParkDocuments::toKey))
                .into(new ArrayList<>());
        List<QueuedEvent> queued = names.parkedEvents()
                .find(session, eq(ParkDocuments.PROJECTION, id))
                .map(Formats.reader(names.parkedEvents(), ParkDocuments::toQueued))
                .into(new ArrayList<>());
        List<Ruling> rulings = names.rulings()
                .find(session, eq(ParkDocuments.PROJECTION, id))
                .map(Formats.reader(names.rulings(), ParkDocuments::toRuling))
                .into(new ArrayList<>());
        Map<Key, StoredDocument> found = new HashMap<>();
        List<String> foreign = new ArrayList<>();
        if (!keySlots.isEmpty()) {
            readDocuments(session, registration.collection(), keySlots, found, foreign);
        }
        return new ProjectionState(partitions, parked, queued, rulings, found, foreign);
    }

    /** Reads the keys alone first, unless all documents are wanted anyway. */
    private void readDocuments(
            ClientSession session,
            String collection,
            SlotSet keySlots,
            Map<Key, StoredDocument> found,
            List<String> foreign) {
        MongoCollection<RawBsonDocument> readModel = names.readModel(collection);
        if (keySlots.equals(SlotSet.ALL)) {
            readModel.find(session).forEach(document -> {
                Key key = keyOf(document, foreign);
                if (key != null) {
                    found.put(key, stored(document));
                }
            });
            return;
        }
        List<BsonValue> wanted = new ArrayList<>();
        for (RawBsonDocument document :
                readModel.find(session).projection(include(ID)).sort(ascending(ID))) {
            Key key = keyOf(document, foreign);
            if (key != null && keySlots.contains(Slots.of(key.value()))) {
                wanted.add(new BsonString(key.value()));
            }
            if (wanted.size() == DOCUMENTS_PER_READ) {
                readModel.find(session, in(ID, wanted)).forEach(each -> put(each, found));
                wanted.clear();
            }
        }
        readModel.find(session, in(ID, wanted)).forEach(each -> put(each, found));
    }

    private static @Nullable Key keyOf(BsonDocument document, List<String> foreign) {
        BsonValue id = Objects.requireNonNull(document.get(ID));
        String text = id.isString() ? id.asString().getValue() : "";
        if (text.isEmpty() || text.length() > Key.MAX_LENGTH) {
            foreign.add(id.toString());
            return null;
        }
        return Key.of(text);
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
