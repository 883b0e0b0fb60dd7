package dev.leat.kafka.foreign;

import dev.leat.event.EventId;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.EventFormats;
import dev.leat.kafka.format.EventFormats.StoredDocument;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bson.BsonDocument;

/** CloudEvents of anybody, as documents of the shape that Leat's own event store writes. */
final class CloudEventRecords implements ForeignFormat {

    @Override
    public Optional<ForeignDocument> document(Encoded record) {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        StoredDocument stored = EventFormats.storedDocument(record);
        if (stored.bsonData()) {
            return Optional.of(new ForeignDocument(stored.document(), null));
        }
        BsonDocument data = stored.document().getDocument("data");
        // In each mode the JSON of the data stands in the value as it is; only its names are looked for.
        String json = new String(value, StandardCharsets.ISO_8859_1);
        return Optional.of(new ForeignDocument(stored.document(), TypeMarks.doubt(json, data)));
    }

    /** The attribute {@code id} is text. */
    @Override
    public Object key(EventId id) {
        return EventFormats.textOf(id);
    }
}
