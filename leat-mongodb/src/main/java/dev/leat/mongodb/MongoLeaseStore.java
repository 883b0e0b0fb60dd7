package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Assignment;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ownerships in MongoDB, and the coordination, wherever that is kept. Thread-safe. */
final class MongoLeaseStore implements LeaseStore {

    private static final Logger log = LoggerFactory.getLogger(MongoLeaseStore.class);
    private static final String ID = "_id";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoNames names;
    private final Sessions sessions;
    private final Collections collections;
    private final Coordination coordination;

    MongoLeaseStore(MongoNames names, Sessions sessions, Collections collections, Coordination coordination) {
        this.names = names;
        this.sessions = sessions;
        this.collections = collections;
        this.coordination = coordination;
    }

    @Override
    public void register(Registration registration) {
        Calls.run("registering projection " + registration.projection(), () -> {
            BsonDocument wanted = LeaseDocuments.projection(registration);
            try {
                names.projections().insertOne(wanted);
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                refuseDifference(registration, wanted);
            }
            collections.prepareReadModel(registration.collection());
            List<UpdateOneModel<BsonDocument>> missing = new ArrayList<>();
            for (int number = 0; number < registration.partitioning().count(); number++) {
                PartitionId partition = new PartitionId(registration.projection(), number);
                missing.add(new UpdateOneModel<>(
                        eq(ID, partition.toString()),
                        new BsonDocument("$setOnInsert", LeaseDocuments.unowned(partition)),
                        UPSERT));
            }
            names.partitions().bulkWrite(missing, new BulkWriteOptions().ordered(false));
            // From here on nobody has to guess since when a checkpoint stands where it is. What a newer Leat wrote
            // stays.
            names.partitions()
                    .updateMany(
                            and(
                                    eq(
                                            LeaseDocuments.PROJECTION,
                                            registration.projection().toString()),
                                    exists(LeaseDocuments.MOVED, false),
                                    not(gt(MongoNames.V, MongoNames.FORMAT))),
                            currentDate(LeaseDocuments.MOVED));
        });
    }

    private void refuseDifference(Registration registration, BsonDocument wanted) {
        BsonDocument stored = Formats.known(
                names.projections(),
                names.projections().find(eq(ID, wanted.get(ID))).first());
        if (stored == null) {
            BsonDocument other = names.projections()
                    .find(eq(LeaseDocuments.COLLECTION, registration.collection()))
                    .first();
            throw new ConfigurationException("Collection " + registration.collection() + " of projection "
                    + registration.projection() + " is the read model of projection "
                    + (other == null ? "another" : other.getString(ID).getValue())
                    + " already. Give the projection a collection of its own.");
        }
        for (String field : List.of(LeaseDocuments.SOURCE, LeaseDocuments.COLLECTION, LeaseDocuments.PARTITIONS)) {
            if (!Objects.equals(stored.get(field), wanted.get(field))) {
                throw new ConfigurationException("Projection " + registration.projection() + " has " + field + " "
                        + LeaseDocuments.show(wanted.get(field)) + " here and "
                        + LeaseDocuments.show(stored.get(field)) + " in the cluster ("
                        + names.projections().getNamespace()
                        + "). Put it back, or raise the projection's version with a new collection: it builds anew"
                        + " beside the old one.");
            }
        }
    }

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        coordination.heartbeat(replica, leaving, projections);
    }

    @Override
    public void leave(ReplicaId replica) {
        coordination.leave(replica);
    }

    @Override
    public ControlView observe() {
        return coordination.observe();
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        return coordination.take(role, observed, replica);
    }

    @Override
    public void giveBack(ReplicaId replica) {
        coordination.giveBack(replica);
    }

    @Override
    public boolean publish(Assignment assignment) {
        return coordination.publish(assignment);
    }

    @Override
    public List<Registration> registrations() {
        return Calls.call(
                "reading the registered projections",
                () -> sessions.with(session -> names.projections()
                        .find(session)
                        .sort(ascending(ID))
                        .map(Formats.reader(names.projections(), LeaseDocuments::registration))
                        .into(new ArrayList<>())));
    }

    @Override
    public List<Ownership> ownerships() {
        return Calls.call(
                "reading the ownerships",
                () -> sessions.with(session -> names.partitions()
                        .find(session)
                        .map(Formats.reader(names.partitions(), LeaseDocuments::ownership))
                        .into(new ArrayList<>())));
    }

    @Override
    public List<Ownership> ownerships(ProjectionId projection) {
        return Calls.call(
                "reading the ownerships of " + projection,
                () -> sessions.with(session -> names.partitions()
                        .find(session, eq(LeaseDocuments.PROJECTION, projection.toString()))
                        .sort(new BsonDocument(LeaseDocuments.NUMBER, new BsonInt32(1)))
                        .map(Formats.reader(names.partitions(), LeaseDocuments::ownership))
                        .into(new ArrayList<>())));
    }

    @Override
    public List<Ownership> claim(ReplicaId replica, List<Ownership> observed) {
        if (observed.isEmpty()) {
            return List.of();
        }
        return Calls.call("claiming partitions", () -> {
            observed.stream()
                    .map(Ownership::owner)
                    .filter(owner -> owner != null && !owner.equals(replica))
                    .distinct()
                    .forEach(this::endTransactionsOf);
            return sessions.with(session -> claim(session, replica, observed));
        });
    }

    /**
     * Ends what a replica has left open. The server would keep a killed client's transaction, and with it the lock on
     * the checkpoints, for a minute. An owner that lives loses nothing but a commit that would have been fenced.
     */
    private void endTransactionsOf(ReplicaId owner) {
        BsonDocument member = Formats.known(
                names.control(), names.control().find(eq(ID, owner.toString())).first());
        BsonArray writers = member == null ? new BsonArray() : member.getArray(LeaseDocuments.WRITERS, new BsonArray());
        if (writers.isEmpty()) {
            return;
        }
        try {
            names.leat().runCommand(new BsonDocument("killSessions", writers));
        } catch (MongoException e) {
            log.warn("Transactions of a former owner were not ended, claiming may wait for them: owner={}", owner, e);
        }
    }

    private List<Ownership> claim(ClientSession session, ReplicaId replica, List<Ownership> observed) {
        List<UpdateOneModel<BsonDocument>> claims = new ArrayList<>();
        Map<PartitionId, Long> epochs = new HashMap<>();
        for (Ownership ownership : observed) {
            long next = ownership.epoch().next().value();
            epochs.put(ownership.partition(), next);
            claims.add(new UpdateOneModel<>(
                    and(
                            eq(ID, ownership.partition().toString()),
                            eq(LeaseDocuments.EPOCH, ownership.epoch().value())),
                    combine(set(LeaseDocuments.OWNER, replica.toString()), set(LeaseDocuments.EPOCH, next))));
        }
        names.partitions().bulkWrite(session, claims, new BulkWriteOptions().ordered(false));
        Set<BsonString> ids = observed.stream()
                .map(ownership -> new BsonString(ownership.partition().toString()))
                .collect(Collectors.toSet());
        List<Ownership> claimed = new ArrayList<>();
        for (Ownership ownership : names.partitions()
                .find(session, in(ID, ids))
                .map(Formats.reader(names.partitions(), LeaseDocuments::ownership))) {
            Long epoch = epochs.get(ownership.partition());
            boolean mine = replica.equals(ownership.owner())
                    && epoch != null
                    && ownership.epoch().value() == epoch;
            if (mine) {
                claimed.add(ownership);
            }
        }
        return claimed;
    }

    @Override
    public void release(ReplicaId replica, List<CheckpointMove> finalMoves) {
        if (finalMoves.isEmpty()) {
            return;
        }
        List<UpdateOneModel<BsonDocument>> releases = new ArrayList<>();
        for (CheckpointMove move : finalMoves) {
            releases.add(new UpdateOneModel<>(
                    and(
                            eq(ID, move.partition().toString()),
                            eq(LeaseDocuments.OWNER, replica.toString()),
                            eq(LeaseDocuments.EPOCH, move.epoch().value()),
                            eq(LeaseDocuments.POSITION, move.from().value())),
                    combine(set(LeaseDocuments.OWNER, null), LeaseDocuments.step(move))));
        }
        Calls.run(
                "releasing partitions",
                () -> sessions.with(session ->
                        names.partitions().bulkWrite(session, releases, new BulkWriteOptions().ordered(false))));
    }
}
