package dev.leat.kafka.format;

import dev.leat.event.Event;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** An event's data as bytes. */
final class EventData {

    private final String contentType;
    private final byte[] bytes;

    private EventData(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    /** JSON or BSON. */
    String contentType() {
        return contentType;
    }

    /** The bytes themselves, no copy. */
    byte[] bytes() {
        return bytes;
    }

    /** The stored document of an event. */
    static BsonDocument of(Event event) {
        if (event.data() instanceof BsonDocument document) {
            return document;
        }
        throw new IllegalArgumentException("Data of " + event + " is of "
                + event.data().getClass() + ". Formats write the stored document, a BsonDocument.");
    }

    /** As JSON when that is wanted and loses nothing, otherwise as BSON. */
    static EventData write(BsonDocument data, FormatOptions options, ExactJson json) {
        if (!options.bsonData()) {
            try {
                return new EventData(ContentType.JSON, Texts.bytes(json.write(data)));
            } catch (Inexact e) {
                // BSON carries everything.
            }
        }
        return new EventData(ContentType.BSON, ExactBson.write(data));
    }

    /**
     * Reads data of a content type, JSON when none is said.
     *
     * @throws UnreadableRecordException when they are no document
     */
    static BsonDocument read(@Nullable String contentType, byte[] bytes) {
        boolean bson = ContentType.isBson(contentType);
        if (!bson && !ContentType.isJson(contentType)) {
            throw new UnreadableRecordException(
                    "The data is of another type than " + ContentType.JSON + " and " + ContentType.BSON + ".");
        }
        return bson ? Documents.fromBson("The data", bytes) : Documents.fromJson("The data", bytes);
    }
}
