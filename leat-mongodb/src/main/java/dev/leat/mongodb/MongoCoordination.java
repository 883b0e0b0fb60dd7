package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import dev.leat.lease.Assignment;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bson.BsonDocument;

/** Heartbeats, roles and the assignment in MongoDB, judged by its clock. Thread-safe. */
final class MongoCoordination implements Coordination {

    private static final String ID = "_id";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoNames names;
    private final CommitSessions sessions;
    private final IntConsumer replicasSeen;

    /**
     * A coordination.
     *
     * @param replicasSeen is told how many replicas there are whenever somebody looked
     */
    MongoCoordination(MongoNames names, CommitSessions sessions, IntConsumer replicasSeen) {
        this.names = names;
        this.sessions = sessions;
        this.replicasSeen = replicasSeen;
    }

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        // A heartbeat only says who tries; losing one in a failover is harmless, and waiting for a majority is dear.
        Calls.run(
                "writing the heartbeat of " + replica,
                () -> names.control()
                        .withWriteConcern(WriteConcern.W1)
                        .updateOne(
                                eq(ID, replica.toString()),
                                LeaseDocuments.heartbeat(leaving, projections, sessions.ids()),
                                UPSERT));
        sessions.onNew(() -> writeWriters(replica));
    }

    /** A replica that dies in its first commit has had no heartbeat since that began. */
    private void writeWriters(ReplicaId replica) {
        Calls.run(
                "writing the sessions of " + replica,
                () -> names.control()
                        .withWriteConcern(WriteConcern.W1)
                        .updateOne(eq(ID, replica.toString()), set(LeaseDocuments.WRITERS, sessions.ids())));
    }

    @Override
    public void leave(ReplicaId replica) {
        giveBack(replica);
        Calls.run("leaving as " + replica, () -> names.control().deleteOne(eq(ID, replica.toString())));
    }

    @Override
    public ControlView observe() {
        // What is seen here is only what to try. Each try names what it saw, and fails if that was rolled back. So the
        // newest is read, one's own heartbeat included, which waits for no majority either.
        return Calls.call("observing the other replicas", () -> {
            ControlDocuments control = new ControlDocuments();
            names.control()
                    .withReadConcern(ReadConcern.LOCAL)
                    .aggregate(LeaseDocuments.OBSERVE)
                    .map(Formats.reader(names.control(), document -> {
                        control.take(document);
                        return document;
                    }))
                    .into(new ArrayList<>());
            ControlView view = control.view(names::time);
            replicasSeen.accept(view.members().size());
            return view;
        });
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        return Calls.call("taking role " + role.name(), () -> {
            try {
                return happened(names.control()
                        .updateOne(
                                and(
                                        eq(ID, role.name()),
                                        eq(
                                                LeaseDocuments.EPOCH,
                                                observed.epoch().value())),
                                combine(
                                        set(LeaseDocuments.KIND, LeaseDocuments.ROLE),
                                        set(MongoNames.V, MongoNames.FORMAT),
                                        set(LeaseDocuments.OWNER, replica.toString()),
                                        set(
                                                LeaseDocuments.EPOCH,
                                                observed.epoch().next().value())),
                                new UpdateOptions().upsert(observed.epoch().value() == 0)));
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public void giveBack(ReplicaId replica) {
        Calls.run(
                "giving back the roles of " + replica,
                () -> names.control()
                        .updateMany(
                                and(
                                        eq(LeaseDocuments.KIND, LeaseDocuments.ROLE),
                                        eq(LeaseDocuments.OWNER, replica.toString())),
                                combine(set(LeaseDocuments.OWNER, null), inc(LeaseDocuments.EPOCH, 1L))));
    }

    @Override
    public boolean publish(Assignment assignment) {
        return Calls.call("publishing assignment " + assignment.version(), () -> {
            BsonDocument document = LeaseDocuments.assignment(assignment);
            try {
                return happened(names.control()
                        .replaceOne(
                                and(
                                        eq(ID, LeaseDocuments.ASSIGNMENT),
                                        eq(LeaseDocuments.VERSION, assignment.version() - 1)),
                                document,
                                new ReplaceOptions().upsert(assignment.version() == 1)));
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static boolean happened(UpdateResult result) {
        return result.getModifiedCount() == 1 || result.getUpsertedId() != null;
    }
}
