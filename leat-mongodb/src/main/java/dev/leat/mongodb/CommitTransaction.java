package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.mongodb.PreparedCommit.Keyed;
import dev.leat.projection.KeyedWrite;
import dev.leat.projection.ReadModelWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.conversions.Bson;

/**
 * The one transaction that changes read models: the checkpoints first, by owner's epoch and old position, then the
 * documents, the hand-written updates and the parked keys. A checkpoint that does not match, because the partition has
 * another owner by now, aborts it before anything else is tried, and so does a parked key about which somebody has asked
 * anew. Thread-safe.
 */
final class CommitTransaction {

    /** BadValue, FailedToParse, TypeMismatch, InvalidNamespace, OperationNotSupportedInTransaction, CommandNotSupportedOnView. */
    private static final Set<Integer> VERDICTS = Set.of(2, 9, 14, 73, 263, 166);

    private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

    private final MongoNames names;
    private final Sessions sessions;
    private final CommitSessions commitSessions;
    private final MongoParkStore parked;

    CommitTransaction(MongoNames names, Sessions sessions, CommitSessions commitSessions, MongoParkStore parked) {
        this.names = names;
        this.sessions = sessions;
        this.commitSessions = commitSessions;
        this.parked = parked;
    }

    /**
     * Carries out commits as one: all or none, but for bare ones among themselves, of which each checkpoint stands for
     * itself.
     *
     * @return false when a checkpoint does not match
     * @throws RefusedException when the server can never take one of the documents or updates
     */
    boolean carryOut(List<PreparedCommit> commits) {
        List<CheckpointMove> moves = commits.stream()
                .flatMap(each -> each.commit().checkpoints().stream())
                .toList();
        if (commits.stream().allMatch(PreparedCommit::isBare)) {
            // A transaction would only cost: the fence is in each update.
            return sessions.with(session -> moveCheckpoints(session, moves));
        }
        try {
            return commitSessions.with(session -> session.withTransaction(
                    () -> {
                        if (!moveCheckpoints(session, moves)
                                || !commits.stream().allMatch(each -> isAsExpected(session, each))) {
                            throw new FencedException();
                        }
                        commits.forEach(each -> write(session, each));
                        return true;
                    },
                    Sessions.MAJORITY));
        } catch (FencedException e) {
            return false;
        }
    }

    private boolean moveCheckpoints(ClientSession session, List<CheckpointMove> moves) {
        List<UpdateOneModel<BsonDocument>> updates = new ArrayList<>(moves.size());
        for (CheckpointMove move : moves) {
            Bson fence = and(
                    eq("_id", move.partition().toString()),
                    eq(LeaseDocuments.EPOCH, move.epoch().value()),
                    eq(LeaseDocuments.POSITION, move.from().value()));
            // The counter makes it a real change even where the position stays: a claim at the same time must conflict.
            Bson step = combine(
                    LeaseDocuments.step(move), inc(LeaseDocuments.COMMITS, 1L), inc(LeaseDocuments.EVENTS, (long)
                            move.events()));
            updates.add(new UpdateOneModel<>(fence, step));
        }
        return names.partitions().bulkWrite(session, updates, ANY_ORDER).getMatchedCount() == moves.size();
    }

    private boolean isAsExpected(ClientSession session, PreparedCommit prepared) {
        return parked.isAsExpected(
                session, prepared.commit().projection().id(), prepared.commit().parked());
    }

    private void write(ClientSession session, PreparedCommit prepared) {
        writeDocuments(session, prepared.commit().projection().collection(), prepared.changes());
        writeByHand(session, prepared.commit().writes());
        parked.change(
                session, prepared.commit().projection().id(), prepared.commit().parked());
    }

    private void writeDocuments(ClientSession session, String collection, List<Keyed> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try {
            names.readModel(collection)
                    .bulkWrite(session, changes.stream().map(Keyed::model).toList(), ANY_ORDER);
        } catch (MongoBulkWriteException e) {
            BulkWriteError error = firstError(e);
            throw new RefusedException(
                    changes.get(error.getIndex()).key(), "MongoDB refuses the document: " + error.getMessage());
        }
    }

    private void writeByHand(ClientSession session, List<KeyedWrite> writes) {
        for (KeyedWrite write : writes) {
            try {
                MongoWrite model = mongoWrite(write.write());
                names.data()
                        .getCollection(model.collection(), BsonDocument.class)
                        .bulkWrite(session, List.of(model.model()));
            } catch (MongoBulkWriteException e) {
                throw refusedByHand(write, firstError(e).getMessage());
            } catch (MongoCommandException e) {
                if (!isVerdict(e)) {
                    throw e;
                }
                throw refusedByHand(write, Calls.words(e));
            } catch (BSONException | CodecConfigurationException | IllegalArgumentException e) {
                throw refusedByHand(write, Calls.words(e));
            }
        }
    }

    private static RefusedException refusedByHand(KeyedWrite write, String reason) {
        return new RefusedException(write.key(), "MongoDB refuses a hand-written update: " + reason);
    }

    /** Whether the server refused a command for what it says, and not for the state that the server is in. */
    private static boolean isVerdict(MongoCommandException e) {
        return !e.hasErrorLabel("TransientTransactionError")
                && !e.hasErrorLabel("RetryableWriteError")
                && VERDICTS.contains(e.getErrorCode());
    }

    /** The server's verdict on one write; anything else concerns the whole transaction and is thrown on. */
    private static BulkWriteError firstError(MongoBulkWriteException e) {
        if (e.getWriteErrors().isEmpty() || e.hasErrorLabel("TransientTransactionError")) {
            throw e;
        }
        return e.getWriteErrors().getFirst();
    }

    private static MongoWrite mongoWrite(ReadModelWrite write) {
        if (write instanceof MongoWrite mongo) {
            return mongo;
        }
        throw new IllegalArgumentException(
                "Hand-written update of class " + write.getClass().getName() + ". Use MongoWrite.");
    }

    /** Aborts the transaction; the driver's transaction loop passes it on. */
    private static final class FencedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FencedException() {
            super(null, null, false, false);
        }
    }
}
