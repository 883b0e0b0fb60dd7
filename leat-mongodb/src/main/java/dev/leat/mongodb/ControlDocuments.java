package dev.leat.mongodb;

import static dev.leat.mongodb.LeaseDocuments.AGE;
import static dev.leat.mongodb.LeaseDocuments.ASSIGNMENT;
import static dev.leat.mongodb.LeaseDocuments.COUNT;
import static dev.leat.mongodb.LeaseDocuments.EPOCH;
import static dev.leat.mongodb.LeaseDocuments.GENERATION;
import static dev.leat.mongodb.LeaseDocuments.KIND;
import static dev.leat.mongodb.LeaseDocuments.LEAVING;
import static dev.leat.mongodb.LeaseDocuments.LIVE;
import static dev.leat.mongodb.LeaseDocuments.MOVES;
import static dev.leat.mongodb.LeaseDocuments.NAME;
import static dev.leat.mongodb.LeaseDocuments.NOW;
import static dev.leat.mongodb.LeaseDocuments.OWNER;
import static dev.leat.mongodb.LeaseDocuments.PARK_REQUESTS;
import static dev.leat.mongodb.LeaseDocuments.PARTITIONS;
import static dev.leat.mongodb.LeaseDocuments.PROJECTION;
import static dev.leat.mongodb.LeaseDocuments.PROJECTIONS;
import static dev.leat.mongodb.LeaseDocuments.REPLICA;
import static dev.leat.mongodb.LeaseDocuments.REPLICAS;
import static dev.leat.mongodb.LeaseDocuments.REQUESTS;
import static dev.leat.mongodb.LeaseDocuments.ROLE;
import static dev.leat.mongodb.LeaseDocuments.TARGETS;
import static dev.leat.mongodb.LeaseDocuments.VERSION;
import static dev.leat.mongodb.LeaseDocuments.replicaId;

import dev.leat.checkpoint.Epoch;
import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.ControlView;
import dev.leat.lease.Member;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What the documents of the collection {@code control} say, taken one by one. Confined to one call. */
final class ControlDocuments {

    private @Nullable Instant now;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, RoleHolder> roles = new HashMap<>();
    private Assignment assignment = Assignment.NONE;
    private long parkRequests;
    private final Map<String, Integer> live = new HashMap<>();

    /** Takes one, as {@link LeaseDocuments#OBSERVE} gives it; one of an unknown kind says nothing. */
    void take(BsonDocument document) {
        now = Stored.time(document, NOW);
        String id = Stored.text(document, "_id");
        switch (Stored.text(document, KIND)) {
            case REPLICA -> members.add(member(id, document));
            case ROLE ->
                roles.put(id, new RoleHolder(replicaId(document.get(OWNER)), new Epoch(Stored.int64(document, EPOCH))));
            case ASSIGNMENT -> assignment = assignment(document);
            case LIVE -> live.put(Stored.text(document, NAME), Stored.int32(document, VERSION));
            case PARK_REQUESTS -> parkRequests = Stored.int64(document, REQUESTS);
            default -> {}
        }
    }

    /**
     * All together.
     *
     * @param time asked where no document told it
     */
    ControlView view(Supplier<Instant> time) {
        return new ControlView(now != null ? now : time.get(), members, roles, assignment, parkRequests, live);
    }

    private static Member member(String id, BsonDocument document) {
        Map<ProjectionId, Integer> projections = new HashMap<>();
        for (BsonValue hosted : Stored.array(document, PROJECTIONS)) {
            BsonDocument projection = Stored.document(PROJECTIONS, hosted);
            projections.put(
                    ProjectionId.parse(Stored.text(projection, PROJECTION)),
                    new Partitioning(Stored.int32(projection, COUNT)).count());
        }
        return new Member(
                ReplicaId.parse(id),
                Stored.int64(document, GENERATION),
                Duration.ofMillis(Stored.whole(document, AGE)),
                Stored.bool(document, LEAVING),
                projections);
    }

    private static Assignment assignment(BsonDocument document) {
        List<ReplicaId> replicas = Stored.array(document, REPLICAS).stream()
                .map(name -> ReplicaId.parse(Stored.text(REPLICAS, name)))
                .toList();
        Map<ProjectionId, List<Target>> targets = new HashMap<>();
        for (BsonValue value : Stored.array(document, TARGETS)) {
            BsonDocument projection = Stored.document(TARGETS, value);
            BsonArray indexes = Stored.array(projection, PARTITIONS);
            BsonArray moves = Stored.array(projection, MOVES);
            if (moves.size() != indexes.size()) {
                throw new IllegalArgumentException("fields " + PARTITIONS + " and " + MOVES
                        + " must have the same length and have " + indexes.size() + " and " + moves.size() + ".");
            }
            List<Target> partitions = new ArrayList<>();
            for (int number = 0; number < indexes.size(); number++) {
                int index = Stored.int32(PARTITIONS, indexes.get(number));
                if (index >= replicas.size()) {
                    throw new IllegalArgumentException(
                            "field " + PARTITIONS + " names replica " + index + " of " + replicas.size() + ".");
                }
                partitions.add(
                        new Target(index < 0 ? null : replicas.get(index), Stored.int32(MOVES, moves.get(number))));
            }
            targets.put(ProjectionId.parse(Stored.text(projection, PROJECTION)), List.copyOf(partitions));
        }
        return new Assignment(Stored.int64(document, VERSION), targets);
    }
}
