package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.UpdateOptions;
import dev.leat.lease.Assignment;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.ProjectionId;
import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.bson.BsonDocument;

/**
 * A coordination that others keep, with what must stay in MongoDB all the same: the sessions that a claimant ends, the
 * requests about parked keys, and the time. Thread-safe.
 *
 * <p>A heartbeat asks MongoDB first. A replica that reaches only the others' server could do nothing, and must not look
 * alive.
 */
final class CoordinationElsewhere implements Coordination {

    private static final String ID = "_id";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    /** How often unchanged sessions are written again, so that the TTL index leaves those of a living replica. */
    static final Duration REFRESH = Duration.ofMinutes(10);

    private final Coordination elsewhere;
    private final MongoNames names;
    private final CommitSessions sessions;
    private final IntConsumer replicasSeen;
    private final Ticker ticker;
    private final Map<ReplicaId, Written> written = new ConcurrentHashMap<>();

    /**
     * A coordination.
     *
     * @param replicasSeen is told how many replicas there are whenever somebody looked
     */
    CoordinationElsewhere(
            Coordination elsewhere,
            MongoNames names,
            CommitSessions sessions,
            IntConsumer replicasSeen,
            Ticker ticker) {
        this.elsewhere = elsewhere;
        this.names = names;
        this.sessions = sessions;
        this.replicasSeen = replicasSeen;
        this.ticker = ticker;
    }

    private record Written(Set<BsonDocument> sessions, long at) {}

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        Calls.run("asking whether MongoDB is there", names::time);
        writeSessions(replica);
        sessions.onNew(() -> writeSessions(replica));
        elsewhere.heartbeat(replica, leaving, projections);
    }

    private void writeSessions(ReplicaId replica) {
        List<BsonDocument> writers = sessions.ids();
        Written before = written.getOrDefault(replica, new Written(Set.of(), ticker.nanos()));
        Written wanted = new Written(Set.copyOf(writers), ticker.nanos());
        boolean fresh = wanted.at() - before.at() < REFRESH.toNanos()
                && wanted.sessions().equals(before.sessions());
        if (writers.isEmpty() || fresh) {
            return;
        }
        // As with a heartbeat, a write that is lost costs time: the claimant waits for the server to end a transaction.
        Calls.run(
                "writing the sessions of " + replica,
                () -> names.control()
                        .withWriteConcern(WriteConcern.W1)
                        .updateOne(eq(ID, replica.toString()), LeaseDocuments.sessions(writers), UPSERT));
        written.put(replica, wanted);
    }

    @Override
    public void leave(ReplicaId replica) {
        elsewhere.leave(replica);
        written.remove(replica);
        Calls.run("leaving as " + replica, () -> names.control().deleteOne(eq(ID, replica.toString())));
    }

    @Override
    public ControlView observe() {
        ControlView view = elsewhere.observe();
        replicasSeen.accept(view.members().size());
        return Calls.call("reading the requests about parked keys, and live versions", () -> {
            ControlDocuments control = new ControlDocuments();
            names.control()
                    .aggregate(LeaseDocuments.OBSERVE_WHAT_STAYS)
                    .map(Formats.reader(names.control(), document -> {
                        control.take(document);
                        return document;
                    }))
                    .into(new ArrayList<>());
            ControlView here = control.view(names::time);
            return new ControlView(
                    names.time(), view.members(), view.roles(), view.assignment(), here.parkRequests(), here.live());
        });
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        return elsewhere.take(role, observed, replica);
    }

    @Override
    public void giveBack(ReplicaId replica) {
        elsewhere.giveBack(replica);
    }

    @Override
    public boolean publish(Assignment assignment) {
        return elsewhere.publish(assignment);
    }
}
