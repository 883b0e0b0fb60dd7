package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.projection.Key;
import dev.leat.projection.KeyedWrite;
import dev.leat.projection.Projection;
import dev.leat.projection.ReadModelWrite;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.CommitOutcome.Committed;
import dev.leat.readmodel.CommitOutcome.Fenced;
import dev.leat.readmodel.CommitOutcome.Refused;
import dev.leat.readmodel.DocumentChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.conversions.Bson;

/**
 * Read models in MongoDB, and the one transaction that changes them: the checkpoints first, by owner's epoch and old
 * position, then the documents, the hand-written updates and the parked keys. A checkpoint that does not match, because
 * the partition has another owner by now, aborts it before anything else is tried. Thread-safe.
 */
final class MongoReadModelStore implements dev.leat.readmodel.ReadModelStore {

    /** Largest document that the server takes. */
    static final int MAX_DOCUMENT_BYTES = 16 << 20;

    /** BadValue, FailedToParse, TypeMismatch, InvalidNamespace, OperationNotSupportedInTransaction, CommandNotSupportedOnView. */
    private static final Set<Integer> VERDICTS = Set.of(2, 9, 14, 73, 263, 166);

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

    private final MongoNames names;
    private final Sessions sessions;
    private final Documents documents;
    private final MongoParkStore parked;
    private final StoreCheck check;

    MongoReadModelStore(
            MongoNames names, Sessions sessions, Documents documents, MongoParkStore parked, StoreCheck check) {
        this.names = names;
        this.sessions = sessions;
        this.documents = documents;
        this.parked = parked;
        this.check = check;
    }

    @Override
    public void check(Projection<?> projection) {
        names.requireCollection("projection " + projection, projection.collection());
        documents.check(projection);
        Calls.run(
                "checking the rights on the read model of " + projection,
                () -> check.rights().require(Rights.FOLD, names.data().getName(), projection.collection()));
    }

    @Override
    public <D> Map<Key, D> load(Projection<D> projection, Collection<Key> keys) {
        List<BsonValue> ids = new ArrayList<>(keys.size());
        keys.forEach(key -> ids.add(new BsonString(key.value())));
        return Calls.call(
                "reading documents of " + projection,
                () -> sessions.with(session -> {
                    Map<Key, D> loaded = new HashMap<>();
                    for (RawBsonDocument document : names.readModel(projection.collection())
                            .find(session, in("_id", ids))
                            .batchSize(ids.size() + 1)) {
                        loaded.put(documents.keyOf(document), documents.decode(document, projection.documentType()));
                    }
                    return loaded;
                }));
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        try {
            List<Keyed> changes = encode(commit);
            return Calls.call(
                    "committing a batch of " + commit.projection(),
                    () -> sessions.with(session -> commit(session, commit, changes)));
        } catch (RefusedException e) {
            return new Refused(e.key, String.valueOf(e.getMessage()));
        }
    }

    private CommitOutcome commit(ClientSession session, Commit commit, List<Keyed> changes) {
        if (changes.isEmpty() && commit.writes().isEmpty() && commit.parked().isEmpty()) {
            // Each checkpoint stands for itself here, so a transaction would only cost: the fence is in each update.
            return moveCheckpoints(session, commit.checkpoints()) ? new Committed() : new Fenced();
        }
        sessions.noteWriter(session);
        try {
            return session.withTransaction(
                    () -> {
                        if (!moveCheckpoints(session, commit.checkpoints())) {
                            throw new FencedException();
                        }
                        write(session, commit.projection().collection(), changes);
                        writeByHand(session, commit.writes());
                        parked.change(session, commit.projection().id(), commit.parked());
                        return new Committed();
                    },
                    Sessions.MAJORITY);
        } catch (FencedException e) {
            return new Fenced();
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

    private record Keyed(Key key, WriteModel<RawBsonDocument> model) {}

    private List<Keyed> encode(Commit commit) {
        List<Keyed> changes = new ArrayList<>(commit.documents().size());
        for (DocumentChange change : commit.documents()) {
            BsonDocument id =
                    new BsonDocument("_id", new BsonString(change.key().value()));
            Object after = change.after();
            changes.add(new Keyed(
                    change.key(),
                    after == null
                            ? new DeleteOneModel<>(id)
                            : new ReplaceOneModel<>(id, encode(change.key(), after), UPSERT)));
        }
        return changes;
    }

    private RawBsonDocument encode(Key key, Object after) {
        RawBsonDocument document;
        try {
            document = documents.encode(key, after);
        } catch (CodecConfigurationException | BsonMaximumSizeExceededException | IllegalArgumentException e) {
            throw new RefusedException(key, "The document does not encode: " + Calls.words(e));
        }
        int size = document.getByteBuffer().remaining();
        if (size > MAX_DOCUMENT_BYTES) {
            throw new RefusedException(
                    key, "The document has " + size + " bytes, more than MongoDB's " + MAX_DOCUMENT_BYTES);
        }
        return document;
    }

    private void write(ClientSession session, String collection, List<Keyed> changes) {
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

    /** Aborts the transaction because of one key. */
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Key key;

        RefusedException(Key key, String message) {
            super(message, null, false, false);
            this.key = key;
        }
    }
}
