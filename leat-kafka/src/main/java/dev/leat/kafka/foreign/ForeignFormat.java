package dev.leat.kafka.foreign;

import dev.leat.kafka.format.Encoded;
import java.util.Optional;
import org.bson.BsonDocument;

/** Reads the stored event document out of records that Leat did not write. Thread-safe. */
public interface ForeignFormat {

    /**
     * The document that was inserted, with {@code _id} and all fields as far as the record has them; empty when the record
     * tells of no insert: an update, a delete, a tombstone, a heartbeat.
     *
     * @throws dev.leat.kafka.format.UnreadableRecordException when the record is none of this format, naming what is wrong
     *     and never the payload
     */
    Optional<BsonDocument> document(Encoded record);
}
