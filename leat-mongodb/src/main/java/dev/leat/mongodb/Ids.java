package dev.leat.mongodb;

import dev.leat.event.EventId;
import java.util.Objects;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** Translates event ids between Java and BSON; values without a Java twin stay BSON values. */
final class Ids {

    private static final byte UUID_SUBTYPE = BsonBinarySubType.UUID_STANDARD.getValue();

    private static final int UUID_BYTES = 16;

    private Ids() {}

    /** The {@code _id} of a document from the server, which always has one. */
    static EventId of(BsonDocument document) {
        return fromBson(Objects.requireNonNull(document.get("_id")));
    }

    static BsonValue toBson(EventId id) {
        return switch (id.value()) {
            case ObjectId value -> new BsonObjectId(value);
            case String value -> new BsonString(value);
            case UUID value -> new BsonBinary(value);
            case Long value -> new BsonInt64(value);
            case Integer value -> new BsonInt32(value);
            case BsonValue value -> value;
            default ->
                throw new IllegalArgumentException(
                        "Event id of class " + id.value().getClass().getName()
                                + " cannot be stored. Use a String, UUID, ObjectId, Long, Integer or BsonValue.");
        };
    }

    static EventId fromBson(BsonValue value) {
        return switch (value) {
            case BsonObjectId id -> EventId.of(id.getValue());
            case BsonString id -> EventId.of(id.getValue());
            case BsonInt64 id -> EventId.of(id.getValue());
            case BsonInt32 id -> EventId.of(id.getValue());
            case BsonBinary id -> isUuid(id) ? EventId.of(id.asUuid()) : EventId.of(value);
            default -> EventId.of(value);
        };
    }

    /** The server stores what is marked as a UUID and has another length; that stays as it is. */
    private static boolean isUuid(BsonBinary id) {
        return id.getType() == UUID_SUBTYPE && id.getData().length == UUID_BYTES;
    }
}
