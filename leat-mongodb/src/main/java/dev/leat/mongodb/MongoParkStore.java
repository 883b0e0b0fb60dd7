package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.leat.park.AuditEntry;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.park.ParkedSummary;
import dev.leat.park.Ruling;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** Parked keys, their queues, and what was decided about them, in MongoDB. Thread-safe. */
final class MongoParkStore implements ParkStore {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoNames names;
    private final Sessions sessions;
    private final ParkRequests requests;

    MongoParkStore(MongoNames names, Sessions sessions) {
        this.names = names;
        this.sessions = sessions;
        this.requests = new ParkRequests(names, sessions);
    }

    @Override
    public List<ParkedKey> parked(ProjectionId projection) {
        return find(eq(ParkDocuments.PROJECTION, projection.toString()));
    }

    @Override
    public List<ParkedKey> parked(Collection<PartitionId> partitions) {
        return find(in(
                ParkDocuments.PARTITION,
                partitions.stream().map(PartitionId::toString).toList()));
    }

    private List<ParkedKey> find(Bson filter) {
        return Calls.call(
                "reading parked keys",
                () -> sessions.with(session -> names.parked()
                        .find(session, filter)
                        .map(Formats.reader(names.parked(), ParkDocuments::toKey))
                        .into(new ArrayList<>())));
    }

    @Override
    public Map<ProjectionId, ParkedSummary> summaries(int maxExamples) {
        return ParkedSummaries.read(names, sessions, maxExamples);
    }

    @Override
    public List<ParkedEvent> queue(ProjectionId projection, Key key, int maxEvents) {
        return Calls.call(
                "reading the queue of a parked key",
                () -> sessions.with(session -> names.parkedEvents()
                        .find(
                                session,
                                and(
                                        eq(ParkDocuments.PROJECTION, projection.toString()),
                                        eq(ParkDocuments.KEY, key.value())))
                        .sort(ascending(ParkDocuments.POSITION))
                        .limit(maxEvents)
                        .map(Formats.reader(names.parkedEvents(), ParkDocuments::toParkedEvent))
                        .into(new ArrayList<>())));
    }

    @Override
    public int request(ParkSelection selection, ParkRequest request) {
        return Calls.call("asking about parked keys", () -> requests.store(selection, request));
    }

    @Override
    public List<Ruling> rulings(ProjectionId projection) {
        return Calls.call(
                "reading rulings",
                () -> sessions.with(session -> names.rulings()
                        .find(session, eq(ParkDocuments.PROJECTION, projection.toString()))
                        .sort(ascending(ParkDocuments.POSITION))
                        .map(Formats.reader(names.rulings(), ParkDocuments::toRuling))
                        .into(new ArrayList<>())));
    }

    @Override
    public List<AuditEntry> audit(ProjectionId projection, int maxEntries) {
        return Calls.call(
                "reading the audit trail",
                () -> sessions.with(session -> names.audit()
                        .find(session, eq(ParkDocuments.PROJECTION, projection.toString()))
                        .sort(orderBy(descending(ParkDocuments.AT), descending("_id")))
                        .limit(maxEntries)
                        .map(Formats.reader(names.audit(), ParkDocuments::toEntry))
                        .into(new ArrayList<>())));
    }

    /**
     * Whether the parked keys have the requests that a commit answers. Called inside its transaction, whose later change of
     * the same keys conflicts with a request that comes meanwhile.
     */
    boolean isAsExpected(ClientSession session, ProjectionId projection, List<ParkChange> changes) {
        for (ParkChange change : changes) {
            if (change instanceof ParkChange.Expect expect) {
                String request = expect.requestId();
                Bson asExpected = and(
                        eq("_id", ParkDocuments.id(projection, expect.key())),
                        eq(ParkDocuments.REQUEST_ID, request.isEmpty() ? null : request));
                if (names.parked()
                                .find(session, asExpected)
                                .projection(include("_id"))
                                .first()
                        == null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Applies changes inside a transaction, in order. */
    void change(ClientSession session, ProjectionId projection, List<ParkChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<WriteModel<BsonDocument>> keys = new ArrayList<>();
        List<WriteModel<BsonDocument>> events = new ArrayList<>();
        List<WriteModel<BsonDocument>> rulings = new ArrayList<>();
        List<WriteModel<BsonDocument>> notes = new ArrayList<>();
        boolean requested = false;
        for (ParkChange change : changes) {
            switch (change) {
                case ParkChange.Expect ignored -> {}
                case ParkChange.Park park -> {
                    requested |= park.key().request() != null;
                    BsonDocument document = ParkDocuments.ofKey(projection, park.key());
                    keys.add(new ReplaceOneModel<>(eq("_id", document.get("_id")), document, UPSERT));
                }
                case ParkChange.Queue queue -> {
                    BsonDocument document = ParkDocuments.ofQueued(projection, queue);
                    events.add(new ReplaceOneModel<>(eq("_id", document.get("_id")), document, UPSERT));
                }
                case ParkChange.Dequeue dequeue ->
                    events.add(new DeleteManyModel<>(and(
                            eq(ParkDocuments.PROJECTION, projection.toString()),
                            eq(ParkDocuments.KEY, dequeue.key().value()),
                            lte(ParkDocuments.POSITION, dequeue.through().value()))));
                case ParkChange.Unpark unpark ->
                    keys.add(new DeleteOneModel<>(eq("_id", ParkDocuments.id(projection, unpark.key()))));
                case ParkChange.Rule rule -> {
                    BsonValue id = ParkDocuments.id(
                            projection, rule.key(), rule.event().position().value());
                    rulings.add(ParkRequests.dated(id, ParkDocuments.ofRuling(projection, rule)));
                }
                case ParkChange.Audit audit -> notes.add(ParkRequests.dated(audit.note()));
            }
        }
        write(session, names.parked(), keys);
        write(session, names.parkedEvents(), events);
        write(session, names.rulings(), rulings);
        write(session, names.audit(), notes);
        if (requested) {
            requests.count(session);
        }
    }

    private static void write(
            ClientSession session, MongoCollection<BsonDocument> collection, List<WriteModel<BsonDocument>> writes) {
        if (!writes.isEmpty()) {
            collection.bulkWrite(session, writes);
        }
    }
}
