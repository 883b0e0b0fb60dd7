package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.ClientSession;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.leat.event.EventId;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Stores requests about parked keys, each with its entries in the audit trail in one transaction. Many keys are asked for
 * some at a time, so that no transaction grows large. Thread-safe.
 */
final class ParkRequests {

    private static final int KEYS_AT_ONCE = 200;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final Bson ONE_REQUEST_MORE = combine(
            set(LeaseDocuments.KIND, LeaseDocuments.PARK_REQUESTS),
            set(MongoNames.V, MongoNames.FORMAT),
            inc(LeaseDocuments.REQUESTS, 1L));

    private final MongoNames names;
    private final Sessions sessions;

    ParkRequests(MongoNames names, Sessions sessions) {
        this.names = names;
        this.sessions = sessions;
    }

    /** Stores a request in each selected key and tells how many they are. */
    int store(ParkSelection selection, ParkRequest request) {
        Bson selected = filter(selection);
        Formats.known(
                names.parked(),
                names.parked()
                        .find(and(selected, gt(MongoNames.V, MongoNames.FORMAT)))
                        .first());
        List<BsonValue> ids = sessions.with(session -> names.parked()
                .find(session, selected)
                .projection(include("_id"))
                .map(document -> document.get("_id"))
                .into(new ArrayList<>()));
        int asked = 0;
        for (int from = 0; from < ids.size(); from += KEYS_AT_ONCE) {
            Bson some = and(in("_id", ids.subList(from, Math.min(ids.size(), from + KEYS_AT_ONCE))), selected);
            asked += sessions.with(session -> session.withTransaction(
                    () -> store(session, selection.projection(), some, request), Sessions.MAJORITY));
        }
        return asked;
    }

    private static Bson filter(ParkSelection selection) {
        Bson ofProjection = eq(ParkDocuments.PROJECTION, selection.projection().toString());
        return switch (selection) {
            case ParkSelection.All ignored -> ofProjection;
            case ParkSelection.WithError some ->
                and(ofProjection, regex(ParkDocuments.ERROR, Pattern.quote(some.words())));
            case ParkSelection.Keys some -> {
                List<BsonValue> ids = new ArrayList<>();
                some.keys().forEach(key -> ids.add(ParkDocuments.id(some.projection(), key)));
                yield some.failedAt() == null
                        ? in("_id", ids)
                        : and(
                                in("_id", ids),
                                eq(ParkDocuments.FAILED_AT, some.failedAt().value()));
            }
        };
    }

    private int store(ClientSession session, ProjectionId projection, Bson some, ParkRequest request) {
        List<ParkedKey> keys = names.parked()
                .find(session, some)
                .map(Formats.reader(names.parked(), ParkDocuments::toKey))
                .into(new ArrayList<>());
        if (keys.isEmpty()) {
            return 0;
        }
        Map<BsonValue, EventId> events = failedEvents(session, projection, keys);
        Bson ask = combine(
                set(ParkDocuments.REQUEST, ParkDocuments.ofRequest(request)),
                set(ParkDocuments.RETRY, ParkDocuments.isRetry(request)));
        List<WriteModel<BsonDocument>> updates = new ArrayList<>();
        List<WriteModel<BsonDocument>> notes = new ArrayList<>();
        for (ParkedKey key : keys) {
            updates.add(new UpdateOneModel<>(eq("_id", ParkDocuments.id(projection, key.key())), ask));
            EventId event = events.get(failedEvent(projection, key));
            ParkRequest before = key.request();
            if (before != null && before.isSigned()) {
                String newer = "by request " + request.id() + " of " + request.by();
                notes.add(dated(noteOf(AuditNote.What.REPLACED, key, event, before, newer)));
            }
            notes.add(dated(noteOf(AuditNote.What.ASKED, key, event, request, "")));
        }
        names.parked().bulkWrite(session, updates);
        names.audit().bulkWrite(session, notes);
        count(session);
        return keys.size();
    }

    private Map<BsonValue, EventId> failedEvents(ClientSession session, ProjectionId projection, List<ParkedKey> keys) {
        List<BsonValue> ids = new ArrayList<>();
        keys.forEach(key -> ids.add(failedEvent(projection, key)));
        Map<BsonValue, EventId> events = new HashMap<>();
        names.parkedEvents().find(session, in("_id", ids)).forEach(document -> {
            ParkedEvent event = Formats.reader(names.parkedEvents(), ParkDocuments::toParkedEvent)
                    .apply(document);
            events.put(document.get("_id"), event.id());
        });
        return events;
    }

    private static BsonValue failedEvent(ProjectionId projection, ParkedKey key) {
        return ParkDocuments.id(projection, key.key(), key.failedAt().value());
    }

    private static AuditNote noteOf(
            AuditNote.What what, ParkedKey key, @Nullable EventId event, ParkRequest request, String detail) {
        return new AuditNote(what, key.partition(), key.key(), key.failedAt(), event, request, detail);
    }

    /** Counts a request, so that owners notice it. */
    void count(ClientSession session) {
        names.control().updateOne(session, eq("_id", LeaseDocuments.PARK_REQUESTS), ONE_REQUEST_MORE, UPSERT);
    }

    static WriteModel<BsonDocument> dated(AuditNote note) {
        return dated(new BsonObjectId(), ParkDocuments.ofNote(note));
    }

    /** Writes a document with the server's time. */
    static WriteModel<BsonDocument> dated(BsonValue id, BsonDocument document) {
        BsonDocument update = new BsonDocument("$set", document)
                .append("$currentDate", new BsonDocument(ParkDocuments.AT, BsonBoolean.TRUE));
        return new UpdateOneModel<>(eq("_id", id), update, UPSERT);
    }
}
