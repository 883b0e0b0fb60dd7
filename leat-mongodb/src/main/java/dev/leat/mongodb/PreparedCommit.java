package dev.leat.mongodb;

import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.DocumentChange;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecConfigurationException;

/**
 * A commit with its documents encoded. Immutable.
 *
 * @param bytes of the documents
 */
record PreparedCommit(Commit commit, List<Keyed> changes, long bytes) {

    /** Largest document that the server takes. */
    static final int MAX_DOCUMENT_BYTES = 16 << 20;

    private static final int BYTES_OF_AN_UPDATE = 1 << 10;

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    /** What happens to the document of a key. */
    record Keyed(Key key, WriteModel<RawBsonDocument> model) {}

    /**
     * Encodes the documents.
     *
     * @throws RefusedException when one does not encode, or is larger than the server takes
     */
    static PreparedCommit of(Commit commit, Documents documents) {
        List<Keyed> changes = new ArrayList<>(commit.documents().size());
        long bytes = 0;
        for (DocumentChange change : commit.documents()) {
            BsonDocument id =
                    new BsonDocument("_id", new BsonString(change.key().value()));
            Object after = change.after();
            if (after == null) {
                changes.add(new Keyed(change.key(), new DeleteOneModel<>(id)));
            } else {
                RawBsonDocument document = encode(documents, change.key(), after);
                bytes += sizeOf(document);
                changes.add(new Keyed(change.key(), new ReplaceOneModel<>(id, document, UPSERT)));
            }
        }
        return new PreparedCommit(commit, changes, bytes);
    }

    /** What it costs in a transaction, in bytes: its documents, and what the server keeps beside each change. */
    long weight() {
        int updates = changes.size()
                + commit.writes().size()
                + commit.parked().size()
                + commit.checkpoints().size();
        return bytes + (long) updates * BYTES_OF_AN_UPDATE;
    }

    /** Whether it moves checkpoints and does nothing else. */
    boolean isBare() {
        return changes.isEmpty() && commit.writes().isEmpty() && commit.parked().isEmpty();
    }

    private static RawBsonDocument encode(Documents documents, Key key, Object after) {
        RawBsonDocument document;
        try {
            document = documents.encode(key, after);
        } catch (CodecConfigurationException | BsonMaximumSizeExceededException | IllegalArgumentException e) {
            throw new RefusedException(key, "The document does not encode: " + Calls.words(e));
        }
        int size = sizeOf(document);
        if (size > MAX_DOCUMENT_BYTES) {
            throw new RefusedException(
                    key, "The document has " + size + " bytes, more than MongoDB's " + MAX_DOCUMENT_BYTES);
        }
        return document;
    }

    private static int sizeOf(RawBsonDocument document) {
        return document.getByteBuffer().remaining();
    }
}
