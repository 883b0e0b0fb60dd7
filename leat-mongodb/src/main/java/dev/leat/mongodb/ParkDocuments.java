package dev.leat.mongodb;

import dev.leat.event.StoredText;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.verify.QueuedEvent;
import java.util.Arrays;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The documents of parked keys, their queues, rulings and the audit trail. */
final class ParkDocuments {

    static final String PROJECTION = "projection";
    static final String PARTITION = "partition";
    static final String KEY = "key";
    static final String POSITION = "position";
    static final String FAILED_AT = "failedAt";
    static final String ERROR = "error";
    static final String RETRY = "retry";
    static final String REQUEST = "request";
    static final String REQUEST_ID = REQUEST + ".id";
    static final String EVENT = "event";
    static final String AT = "at";

    private static final String STATE = "state";
    private static final String ATTEMPTS = "attempts";
    private static final String ID = "id";
    private static final String ACTION = "action";
    private static final String BY = "by";
    private static final String REASON = "reason";
    private static final String REPLACEMENT = "replacement";
    private static final String WHAT = "what";
    private static final String DETAIL = "detail";
    private static final String ACTION_RETRY = "retry";
    private static final String ACTION_DISCARD = "discard";
    private static final String ACTION_EDIT = "edit";

    private ParkDocuments() {}

    static BsonString id(ProjectionId projection, Key key) {
        return new BsonString(projection + "/" + key);
    }

    static BsonString id(ProjectionId projection, Key key, long position) {
        return new BsonString(projection + "/" + key + "/" + position);
    }

    static BsonDocument ofKey(ProjectionId projection, ParkedKey key) {
        BsonDocument document = new BsonDocument("_id", id(projection, key.key()))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(PROJECTION, new BsonString(projection.toString()))
                .append(PARTITION, new BsonString(key.partition().toString()))
                .append(KEY, new BsonString(key.key().value()))
                .append(STATE, new BsonString(key.state().name()))
                .append(FAILED_AT, new BsonInt64(key.failedAt().value()))
                .append(ERROR, new BsonString(key.error()))
                .append(ATTEMPTS, new BsonInt32(key.attempts()))
                .append(RETRY, isRetry(key.request()));
        ParkRequest request = key.request();
        return request != null && request.isSigned() ? document.append(REQUEST, ofRequest(request)) : document;
    }

    /** What builds that do not know requests look at: of them they carry out a retry alone. */
    static BsonBoolean isRetry(@Nullable ParkRequest request) {
        return BsonBoolean.valueOf(request != null && request.action() instanceof ParkAction.Retry);
    }

    static BsonDocument ofRequest(ParkRequest request) {
        BsonDocument document = new BsonDocument(ID, new BsonString(request.id()));
        switch (request.action()) {
            case ParkAction.Retry ignored -> document.append(ACTION, new BsonString(ACTION_RETRY));
            case ParkAction.Discard ignored -> document.append(ACTION, new BsonString(ACTION_DISCARD));
            case ParkAction.Edit edit ->
                document.append(ACTION, new BsonString(ACTION_EDIT)).append(REPLACEMENT, replacement(edit));
        }
        return document.append(BY, new BsonString(request.by())).append(REASON, new BsonString(request.reason()));
    }

    private static BsonDocument replacement(ParkAction.Edit edit) {
        if (edit.replacement() instanceof BsonDocument document) {
            return document;
        }
        throw new IllegalArgumentException("Replacement of class "
                + edit.replacement().getClass().getName() + " cannot be stored. Use a BsonDocument.");
    }

    static BsonDocument ofQueued(ProjectionId projection, ParkChange.Queue queue) {
        long position = queue.event().position().value();
        return new BsonDocument("_id", id(projection, queue.key(), position))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(PROJECTION, new BsonString(projection.toString()))
                .append(PARTITION, new BsonString(queue.partition().toString()))
                .append(KEY, new BsonString(queue.key().value()))
                .append(POSITION, new BsonInt64(position))
                .append(EVENT, Ids.toBson(queue.event().id()));
    }

    /** A ruling without its id and time. */
    static BsonDocument ofRuling(ProjectionId projection, ParkChange.Rule rule) {
        return new BsonDocument(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(PROJECTION, new BsonString(projection.toString()))
                .append(PARTITION, new BsonString(rule.partition().toString()))
                .append(KEY, new BsonString(rule.key().value()))
                .append(POSITION, new BsonInt64(rule.event().position().value()))
                .append(EVENT, Ids.toBson(rule.event().id()))
                .append(REQUEST, ofRequest(rule.request()));
    }

    /** An entry of the audit trail without its id and time. */
    static BsonDocument ofNote(AuditNote note) {
        BsonDocument document = new BsonDocument(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(WHAT, new BsonString(note.what().name()))
                .append(PROJECTION, new BsonString(note.partition().projection().toString()))
                .append(PARTITION, new BsonString(note.partition().toString()))
                .append(KEY, new BsonString(note.key().value()))
                .append(POSITION, new BsonInt64(note.position().value()))
                .append(REQUEST, ofRequest(note.request()))
                .append(DETAIL, new BsonString(note.detail()));
        return note.event() == null ? document : document.append(EVENT, Ids.toBson(note.event()));
    }

    static ParkedKey toKey(BsonDocument document) {
        return new ParkedKey(
                partition(document),
                Key.of(Stored.text(document, KEY)),
                oneOf(ParkedKey.State.values(), document, STATE),
                Stored.position(document, FAILED_AT),
                Stored.text(document, ERROR),
                Stored.int32(document, ATTEMPTS),
                requestOf(document));
    }

    private static @Nullable ParkRequest requestOf(BsonDocument document) {
        boolean retry = Stored.bool(document, RETRY);
        if (document.containsKey(REQUEST)) {
            return toRequest(document);
        }
        return retry ? ParkRequest.UNSIGNED : null;
    }

    private static ParkRequest toRequest(BsonDocument of) {
        BsonDocument document = Stored.document(REQUEST, Stored.value(of, REQUEST));
        String action = Stored.text(document, ACTION);
        return new ParkRequest(
                Stored.text(document, ID),
                switch (action) {
                    case ACTION_RETRY -> new ParkAction.Retry();
                    case ACTION_DISCARD -> new ParkAction.Discard();
                    case ACTION_EDIT ->
                        new ParkAction.Edit(Stored.document(REPLACEMENT, Stored.value(document, REPLACEMENT)));
                    default ->
                        throw new IllegalArgumentException("field " + ACTION + " must be " + ACTION_RETRY + ", "
                                + ACTION_DISCARD + " or " + ACTION_EDIT + " and is " + StoredText.shown(action) + ".");
                },
                Stored.text(document, BY),
                Stored.text(document, REASON));
    }

    static QueuedEvent toQueued(BsonDocument document) {
        return new QueuedEvent(partition(document), Key.of(Stored.text(document, KEY)), toParkedEvent(document));
    }

    static ParkedEvent toParkedEvent(BsonDocument document) {
        return new ParkedEvent(Stored.position(document, POSITION), Ids.fromBson(Stored.value(document, EVENT)));
    }

    static Ruling toRuling(BsonDocument document) {
        return new Ruling(
                partition(document),
                Key.of(Stored.text(document, KEY)),
                toParkedEvent(document),
                toRequest(document),
                Stored.time(document, AT));
    }

    static AuditEntry toEntry(BsonDocument document) {
        BsonValue event = document.get(EVENT);
        return new AuditEntry(
                Stored.time(document, AT),
                new AuditNote(
                        oneOf(AuditNote.What.values(), document, WHAT),
                        partition(document),
                        Key.of(Stored.text(document, KEY)),
                        Stored.position(document, POSITION),
                        event == null ? null : Ids.fromBson(event),
                        toRequest(document),
                        Stored.text(document, DETAIL)));
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

    private static <E extends Enum<E>> E oneOf(E[] values, BsonDocument document, String field) {
        String name = Stored.text(document, field);
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException("field " + field + " must be one of " + Arrays.toString(values) + " and is "
                + StoredText.shown(name) + ".");
    }
}
