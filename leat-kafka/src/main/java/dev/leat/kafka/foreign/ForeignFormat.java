package dev.leat.kafka.foreign;

import dev.leat.event.EventId;
import dev.leat.kafka.format.Encoded;
import dev.leat.mongodb.StoredEvents;
import java.util.Optional;
import org.bson.BsonValue;

/** Reads the stored event document out of records that Leat did not write. Thread-safe. */
public interface ForeignFormat {

    /**
     * The document that was inserted; empty when the record tells of no insert: an update, a delete, a tombstone, a
     * heartbeat.
     *
     * @throws dev.leat.kafka.format.UnreadableRecordException when the record is none of this format, naming what is wrong
     *     and never the payload
     */
    Optional<ForeignDocument> document(Encoded record);

    /** What an event's id is told by, equal for a document and the event that it is of, and for no other event's id. */
    default Object key(EventId id) {
        // Documents are equal in whatever order their fields are, ids are not.
        return id.value() instanceof BsonValue ? StoredEvents.textOf(id) : id;
    }
}
