package dev.leat.mongodb;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.set;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.checkpoint.TopicOffset;
import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
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

    /** Where the partition's topic is read on; only on routes with topics. */
    static final String TOPIC = "topic";

    static final String NAME = "name";
    static final String OFFSET = "offset";
    static final String EVENTS = "events";

    /** When the checkpoint was moved last, by the database's clock. */
    static final String MOVED = "moved";

    static final String SOURCE = "source";
    static final String COLLECTION = "collection";
    static final String PARTITIONS = "partitions";
    static final String VIEW = "view";
    static final String REQUESTS = "requests";

    /** Which version of a projection readers see. */
    static final String LIVE = "live";

    static final String PARK_REQUESTS = "park-requests";
    static final String SESSIONS = "sessions";

    /** When a replica was heard of last, by the database's clock; a TTL index removes those long gone. */
    static final String AT = "at";

    /** Sessions of a replica whose transactions may have to be ended for it. */
    static final String WRITERS = "writers";

    static final String REPLICA = "replica";
    static final String LEAVING = "leaving";
    static final String GENERATION = "generation";
    static final String PROJECTIONS = "projections";
    static final String COUNT = "count";
    static final String AGE = "age";
    static final String NOW = "now";
    static final String TARGETS = "targets";
    static final String REPLICAS = "replicas";
    static final String MOVES = "moves";

    /** Everything in {@code control}, with ages by the database's clock. */
    static final List<Bson> OBSERVE =
            List.of(BsonDocument.parse("{$addFields: {age: {$subtract: ['$$NOW', '$at']}, now: '$$NOW'}}"));

    /** What is not kept elsewhere. */
    static final List<Bson> OBSERVE_WHAT_STAYS = List.of(
            BsonDocument.parse("{$match: {kind: {$in: ['" + LIVE + "', '" + PARK_REQUESTS + "']}}}"),
            OBSERVE.getFirst());

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
                ProjectionId.parse(Stored.text(document, "_id")),
                SourceId.of(Stored.text(document, SOURCE)),
                Stored.text(document, COLLECTION),
                new Partitioning(Stored.int32(document, PARTITIONS)));
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
                new PartitionId(ProjectionId.parse(Stored.text(document, PROJECTION)), Stored.int32(document, NUMBER)),
                replicaId(document.get(OWNER)),
                new Epoch(Stored.int64(document, EPOCH)),
                Stored.position(document, POSITION),
                Stored.atLeast(0, document, COMMITS),
                Stored.atLeast(0, document, EVENTS),
                topicOffset(document.get(TOPIC)),
                document.containsKey(MOVED) ? Stored.time(document, MOVED) : null);
    }

    private static @Nullable TopicOffset topicOffset(@Nullable BsonValue value) {
        if (value == null) {
            return null;
        }
        BsonDocument topic = Stored.document(TOPIC, value);
        return new TopicOffset(Stored.text(topic, NAME), Stored.int32(topic, NUMBER), Stored.atLeast(0, topic, OFFSET));
    }

    /** The fields that a step of a checkpoint sets. */
    static Bson step(CheckpointMove move) {
        Bson position = combine(set(POSITION, move.to().value()), currentDate(MOVED));
        TopicOffset offset = move.offset();
        return offset == null
                ? position
                : combine(
                        position,
                        set(
                                TOPIC,
                                new BsonDocument(NAME, new BsonString(offset.topic()))
                                        .append(NUMBER, new BsonInt32(offset.partition()))
                                        .append(OFFSET, new BsonInt64(offset.offset()))));
    }

    /** The sessions of a replica whose heartbeats stand elsewhere, as an update by pipeline that sets the database's time. */
    static List<Bson> sessions(List<BsonDocument> writers) {
        BsonDocument fields = new BsonDocument(KIND, new BsonString(SESSIONS))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(AT, new BsonString("$$NOW"))
                .append(WRITERS, new BsonDocument("$literal", new BsonArray(writers)));
        return List.of(new BsonDocument("$set", fields));
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

    static @Nullable ReplicaId replicaId(@Nullable BsonValue value) {
        return value == null || value.isNull() ? null : ReplicaId.parse(Stored.text(OWNER, value));
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
