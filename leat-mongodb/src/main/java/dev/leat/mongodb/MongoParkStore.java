package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.ClientSession;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.leat.event.StoredText;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.verify.QueuedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/** Parked keys and their queues in MongoDB. Thread-safe. */
final class MongoParkStore implements ParkStore {

    static final String PROJECTION = "projection";
    static final String PARTITION = "partition";
    static final String KEY = "key";
    static final String POSITION = "position";

    private static final String STATE = "state";
    private static final String FAILED_AT = "failedAt";
    private static final String ERROR = "error";
    private static final String ATTEMPTS = "attempts";
    private static final String RETRY = "retry";
    private static final String EVENT = "event";
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final UpdateOptions UPSERT_UPDATE = new UpdateOptions().upsert(true);
    private static final Bson ONE_REQUEST_MORE = combine(
            set(LeaseDocuments.KIND, LeaseDocuments.PARK_REQUESTS),
            set(MongoNames.V, MongoNames.FORMAT),
            inc(LeaseDocuments.REQUESTS, 1L));

    private final MongoNames names;
    private final Sessions sessions;

    MongoParkStore(MongoNames names, Sessions sessions) {
        this.names = names;
        this.sessions = sessions;
    }

    @Override
    public List<ParkedKey> parked(ProjectionId projection) {
        return find(eq(PROJECTION, projection.toString()));
    }

    @Override
    public List<ParkedKey> parked(Collection<PartitionId> partitions) {
        return find(in(PARTITION, partitions.stream().map(PartitionId::toString).toList()));
    }

    private List<ParkedKey> find(Bson filter) {
        return Calls.call(
                "reading parked keys",
                () -> sessions.with(session -> names.parked()
                        .find(session, filter)
                        .map(Formats.reader(names.parked(), MongoParkStore::toKey))
                        .into(new ArrayList<>())));
    }

    @Override
    public List<ParkedEvent> queue(ProjectionId projection, Key key, int maxEvents) {
        return Calls.call(
                "reading the queue of a parked key",
                () -> sessions.with(session -> names.parkedEvents()
                        .find(session, and(eq(PROJECTION, projection.toString()), eq(KEY, key.value())))
                        .sort(ascending(POSITION))
                        .limit(maxEvents)
                        .map(Formats.reader(names.parkedEvents(), MongoParkStore::toParkedEvent))
                        .into(new ArrayList<>())));
    }

    @Override
    public boolean requestRetry(ProjectionId projection, Key key) {
        return requestRetry(eq("_id", id(projection, key))) == 1;
    }

    @Override
    public int requestRetry(ProjectionId projection) {
        return Math.toIntExact(requestRetry(eq(PROJECTION, projection.toString())));
    }

    private long requestRetry(Bson keys) {
        return Calls.call("asking for a retry", () -> {
            Formats.known(
                    names.parked(),
                    names.parked()
                            .find(and(keys, gt(MongoNames.V, MongoNames.FORMAT)))
                            .first());
            long parked = names.parked().updateMany(keys, set(RETRY, true)).getMatchedCount();
            if (parked > 0) {
                names.control().updateOne(eq("_id", LeaseDocuments.PARK_REQUESTS), ONE_REQUEST_MORE, UPSERT_UPDATE);
            }
            return parked;
        });
    }

    /** Applies changes inside a transaction, in order. */
    void change(ClientSession session, ProjectionId projection, List<ParkChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<WriteModel<BsonDocument>> keys = new ArrayList<>();
        List<WriteModel<BsonDocument>> events = new ArrayList<>();
        boolean requested = false;
        for (ParkChange change : changes) {
            switch (change) {
                case ParkChange.Park park -> {
                    requested |= park.key().retryRequested();
                    BsonDocument document = toDocument(projection, park.key());
                    keys.add(new ReplaceOneModel<>(eq("_id", document.get("_id")), document, UPSERT));
                }
                case ParkChange.Queue queue -> {
                    BsonDocument document = toDocument(projection, queue);
                    events.add(new ReplaceOneModel<>(eq("_id", document.get("_id")), document, UPSERT));
                }
                case ParkChange.Dequeue dequeue ->
                    events.add(new DeleteManyModel<>(and(
                            eq(PROJECTION, projection.toString()),
                            eq(KEY, dequeue.key().value()),
                            lte(POSITION, dequeue.through().value()))));
                case ParkChange.Unpark unpark ->
                    keys.add(new DeleteOneModel<>(eq("_id", id(projection, unpark.key()))));
            }
        }
        if (!keys.isEmpty()) {
            names.parked().bulkWrite(session, keys);
        }
        if (!events.isEmpty()) {
            names.parkedEvents().bulkWrite(session, events);
        }
        if (requested) {
            names.control()
                    .updateOne(session, eq("_id", LeaseDocuments.PARK_REQUESTS), ONE_REQUEST_MORE, UPSERT_UPDATE);
        }
    }

    private static BsonString id(ProjectionId projection, Key key) {
        return new BsonString(projection + "/" + key);
    }

    private static BsonDocument toDocument(ProjectionId projection, ParkedKey key) {
        return new BsonDocument("_id", id(projection, key.key()))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(PROJECTION, new BsonString(projection.toString()))
                .append(PARTITION, new BsonString(key.partition().toString()))
                .append(KEY, new BsonString(key.key().value()))
                .append(STATE, new BsonString(key.state().name()))
                .append(FAILED_AT, new BsonInt64(key.failedAt().value()))
                .append(ERROR, new BsonString(key.error()))
                .append(ATTEMPTS, new BsonInt32(key.attempts()))
                .append(RETRY, BsonBoolean.valueOf(key.retryRequested()));
    }

    private static BsonDocument toDocument(ProjectionId projection, ParkChange.Queue queue) {
        long position = queue.event().position().value();
        return new BsonDocument("_id", new BsonString(projection + "/" + queue.key() + "/" + position))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(PROJECTION, new BsonString(projection.toString()))
                .append(PARTITION, new BsonString(queue.partition().toString()))
                .append(KEY, new BsonString(queue.key().value()))
                .append(POSITION, new BsonInt64(position))
                .append(EVENT, Ids.toBson(queue.event().id()));
    }

    static QueuedEvent toQueued(BsonDocument document) {
        return new QueuedEvent(partition(document), Key.of(Stored.text(document, KEY)), toParkedEvent(document));
    }

    private static ParkedEvent toParkedEvent(BsonDocument document) {
        return new ParkedEvent(Stored.position(document, POSITION), Ids.fromBson(Stored.value(document, EVENT)));
    }

    private static PartitionId partition(BsonDocument document) {
        String partition = Stored.text(document, PARTITION);
        int slash = partition.lastIndexOf('/');
        String number = partition.substring(slash + 1);
        if (slash < 0 || !number.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("field " + PARTITION + " must be a projection, '/' and a number and is "
                    + StoredText.shown(partition) + ".");
        }
        return new PartitionId(ProjectionId.parse(partition.substring(0, slash)), Integer.parseInt(number));
    }

    private static ParkedKey.State state(BsonDocument document) {
        String name = Stored.text(document, STATE);
        for (ParkedKey.State state : ParkedKey.State.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw new IllegalArgumentException(
                "field " + STATE + " must be RETRYING or PARKED and is " + StoredText.shown(name) + ".");
    }

    static ParkedKey toKey(BsonDocument document) {
        return new ParkedKey(
                partition(document),
                Key.of(Stored.text(document, KEY)),
                state(document),
                Stored.position(document, FAILED_AT),
                Stored.text(document, ERROR),
                Stored.int32(document, ATTEMPTS),
                Stored.bool(document, RETRY));
    }
}
