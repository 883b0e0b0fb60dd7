package dev.leat.benchmarks.kafka.consumer;

import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.ItemAdded;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Reads the value of a record: the bytes of the event's document, as the connector took them from the change stream. */
final class EventBytes {

    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private EventBytes() {}

    /**
     * The event, with all its data, as Leat decodes it too.
     *
     * @throws org.bson.BsonInvalidOperationException when a field is missing or of another type
     */
    static GeneratedEvent decode(byte[] value) {
        BsonDocument event = new RawBsonDocument(value).decode(CODEC);
        BsonDocument data = event.getDocument("data");
        return new GeneratedEvent(
                event.getString("stream").getValue(),
                event.getString("type").getValue(),
                event.getNumber("version").longValue(),
                new ItemAdded(
                        data.getNumber("number").longValue(),
                        data.getString("product").getValue(),
                        data.getString("description").getValue(),
                        data.getNumber("quantity").intValue(),
                        data.getNumber("cents").longValue()));
    }
}
