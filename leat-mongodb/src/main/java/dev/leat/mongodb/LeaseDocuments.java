package dev.leat.mongodb;

import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.ControlView;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.RoleHolder;
import dev.leat.ledger.SourceId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The documents of the collections {@code control}, {@code projections} and {@code partitions}. */
final class LeaseDocuments {

    static final String KIND = "kind";
    static final String ROLE = "role";
    static final String OWNER = "owner";
    static final String EPOCH = "epoch";
    static final String ASSIGNMENT = "assignment";
    static final String VERSION = "version";
    static final String PROJECTION = "projection";
    static final String NUMBER = "number";
    static final String POSITION = "position";
    static final String COMMITS = "commits";
    static final String EVENTS = "events";
    static final String SOURCE = "source";
    static final String COLLECTION = "collection";
    static final String PARTITIONS = "partitions";
    static final String REQUESTS = "requests";
    static final String PARK_REQUESTS = "park-requests";

    /** When a replica was heard of last, by the database's clock; a TTL index removes those long gone. */
    static final String AT = "at";

    /** Sessions of a replica whose transactions may have to be ended for it. */
    static final String WRITERS = "writers";

    private static final String REPLICA = "replica";
    private static final String LEAVING = "leaving";
    private static final String GENERATION = "generation";
    private static final String PROJECTIONS = "projections";
    private static final String COUNT = "count";
    private static final String AGE = "age";
    private static final String NOW = "now";
    private static final String TARGETS = "targets";
    private static final String REPLICAS = "replicas";
    private static final String MOVES = "moves";

    /** Everything in {@code control}, with ages by the database's clock. */
    static final List<Bson> OBSERVE =
            List.of(BsonDocument.parse("{$addFields: {age: {$subtract: ['$$NOW', '$at']}, now: '$$NOW'}}"));

    private LeaseDocuments() {}

    static BsonDocument projection(Registration registration) {
        return new BsonDocument("_id", new BsonString(registration.projection().toString()))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(SOURCE, new BsonString(registration.source().name()))
                .append(COLLECTION, new BsonString(registration.collection()))
                .append(PARTITIONS, new BsonInt32(registration.partitioning().count()));
    }

    static Registration registration(BsonDocument document) {
        return new Registration(
                projectionId(document.getString("_id").getValue()),
                SourceId.of(document.getString(SOURCE).getValue()),
                document.getString(COLLECTION).getValue(),
                new Partitioning(document.getInt32(PARTITIONS).getValue()));
    }

    static BsonDocument unowned(PartitionId partition) {
        return new BsonDocument(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(PROJECTION, new BsonString(partition.projection().toString()))
                .append(NUMBER, new BsonInt32(partition.number()))
                .append(OWNER, BsonNull.VALUE)
                .append(EPOCH, new BsonInt64(0))
                .append(POSITION, new BsonInt64(0))
                .append(COMMITS, new BsonInt64(0))
                .append(EVENTS, new BsonInt64(0));
    }

    static Ownership ownership(BsonDocument document) {
        return new Ownership(
                new PartitionId(
                        projectionId(document.getString(PROJECTION).getValue()),
                        document.getInt32(NUMBER).getValue()),
                replicaId(document.get(OWNER)),
                new Epoch(document.getInt64(EPOCH).getValue()),
                Position.of(document.getInt64(POSITION).getValue()),
                document.getInt64(COMMITS).getValue(),
                document.getInt64(EVENTS).getValue());
    }

    /** An update by pipeline, because only that can set the database's own time. */
    static List<Bson> heartbeat(boolean leaving, Map<ProjectionId, Integer> projections, List<BsonDocument> writers) {
        BsonArray hosted = new BsonArray();
        projections.forEach(
                (projection, count) -> hosted.add(new BsonDocument(PROJECTION, new BsonString(projection.toString()))
                        .append(COUNT, new BsonInt32(count))));
        BsonDocument fields = new BsonDocument(KIND, new BsonString(REPLICA))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(AT, new BsonString("$$NOW"))
                .append(LEAVING, BsonBoolean.valueOf(leaving))
                .append(GENERATION, BsonDocument.parse("{$ifNull: ['$generation', {$toLong: '$$NOW'}]}"))
                .append(PROJECTIONS, new BsonDocument("$literal", hosted))
                .append(WRITERS, new BsonDocument("$literal", new BsonArray(writers)));
        return List.of(new BsonDocument("$set", fields));
    }

    static ControlView view(List<BsonDocument> documents) {
        Instant now = Instant.EPOCH;
        List<Member> members = new ArrayList<>();
        Map<String, RoleHolder> roles = new HashMap<>();
        Assignment assignment = Assignment.NONE;
        long parkRequests = 0;
        for (BsonDocument document : documents) {
            now = Instant.ofEpochMilli(document.getDateTime(NOW).getValue());
            String id = document.getString("_id").getValue();
            switch (document.getString(KIND).getValue()) {
                case REPLICA -> members.add(member(id, document));
                case ROLE ->
                    roles.put(
                            id,
                            new RoleHolder(
                                    replicaId(document.get(OWNER)),
                                    new Epoch(document.getInt64(EPOCH).getValue())));
                case ASSIGNMENT -> assignment = assignment(document);
                case PARK_REQUESTS -> parkRequests = document.getInt64(REQUESTS).getValue();
                default -> {}
            }
        }
        return new ControlView(now, members, roles, assignment, parkRequests);
    }

    private static Member member(String id, BsonDocument document) {
        Map<ProjectionId, Integer> projections = new HashMap<>();
        for (BsonValue hosted : document.getArray(PROJECTIONS)) {
            BsonDocument projection = hosted.asDocument();
            projections.put(
                    projectionId(projection.getString(PROJECTION).getValue()),
                    projection.getInt32(COUNT).getValue());
        }
        return new Member(
                ReplicaId.parse(id),
                document.getInt64(GENERATION).getValue(),
                Duration.ofMillis(document.getNumber(AGE).longValue()),
                document.getBoolean(LEAVING).getValue(),
                projections);
    }

    /** Replica ids are written once and referred to by index: the document is read by every replica in every round. */
    static BsonDocument assignment(Assignment assignment) {
        List<ReplicaId> replicas = new ArrayList<>();
        BsonArray targets = new BsonArray();
        assignment.targets().forEach((projection, partitions) -> {
            BsonArray indexes = new BsonArray();
            BsonArray moves = new BsonArray();
            for (Target target : partitions) {
                ReplicaId replica = target.replica();
                int index = replica == null ? -1 : replicas.indexOf(replica);
                if (replica != null && index < 0) {
                    index = replicas.size();
                    replicas.add(replica);
                }
                indexes.add(new BsonInt32(index));
                moves.add(new BsonInt32(target.moves()));
            }
            targets.add(new BsonDocument(PROJECTION, new BsonString(projection.toString()))
                    .append(PARTITIONS, indexes)
                    .append(MOVES, moves));
        });
        BsonArray names = new BsonArray();
        replicas.forEach(replica -> names.add(new BsonString(replica.toString())));
        return new BsonDocument("_id", new BsonString(ASSIGNMENT))
                .append(KIND, new BsonString(ASSIGNMENT))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(VERSION, new BsonInt64(assignment.version()))
                .append(REPLICAS, names)
                .append(TARGETS, targets);
    }

    private static Assignment assignment(BsonDocument document) {
        List<ReplicaId> replicas = document.getArray(REPLICAS).stream()
                .map(name -> ReplicaId.parse(name.asString().getValue()))
                .toList();
        Map<ProjectionId, List<Target>> targets = new HashMap<>();
        for (BsonValue value : document.getArray(TARGETS)) {
            BsonDocument projection = value.asDocument();
            BsonArray indexes = projection.getArray(PARTITIONS);
            BsonArray moves = projection.getArray(MOVES);
            List<Target> partitions = new ArrayList<>();
            for (int number = 0; number < indexes.size(); number++) {
                int index = indexes.get(number).asInt32().getValue();
                partitions.add(new Target(
                        index < 0 ? null : replicas.get(index),
                        moves.get(number).asInt32().getValue()));
            }
            targets.put(projectionId(projection.getString(PROJECTION).getValue()), List.copyOf(partitions));
        }
        return new Assignment(document.getInt64(VERSION).getValue(), targets);
    }

    static ProjectionId projectionId(String text) {
        int separator = text.lastIndexOf(':');
        return new ProjectionId(text.substring(0, separator), Integer.parseInt(text, separator + 1, text.length(), 10));
    }

    private static @Nullable ReplicaId replicaId(@Nullable BsonValue value) {
        return value == null || value.isNull()
                ? null
                : ReplicaId.parse(value.asString().getValue());
    }

    static String show(@Nullable BsonValue value) {
        return switch (value) {
            case null -> "nothing";
            case BsonString text -> text.getValue();
            case BsonInt32 number -> Integer.toString(number.getValue());
            default -> value.toString();
        };
    }
}
