package dev.leat.kafka.foreign;

import dev.leat.kafka.format.Documents;
import dev.leat.kafka.format.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record as the converters of Kafka Connect write it: text or bytes as they are, JSON, or JSON beside its
 * schema, which tells the types that JSON cannot.
 *
 * @param json which the document was read from; null for BSON
 * @param typedBySchema whether its types are those of the schema, which knows fewer than BSON
 */
record ConnectValue(BsonDocument document, @Nullable String json, boolean typedBySchema) {

    private static final String WHAT = "The record";
    private static final String TIMESTAMP = "org.apache.kafka.connect.data.Timestamp";
    private static final int MIN_BSON = 5;

    /** What is in a value, the schema taken off; empty when there is nothing. */
    static Optional<ConnectValue> read(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        if (isBson(value)) {
            return Optional.of(new ConnectValue(Documents.fromBson(WHAT, value), null, false));
        }
        if (isNull(value)) {
            return Optional.empty();
        }
        String json = Documents.jsonOrItsString(WHAT, value);
        BsonDocument document = Documents.fromJson(WHAT, json);
        return hasSchema(document) ? payload(document) : Optional.of(new ConnectValue(document, json, false));
    }

    /** The value as a document that was stored as it is. */
    ForeignDocument asStored() {
        if (typedBySchema) {
            return new ForeignDocument(document, "has the types of a schema, which are fewer than those of BSON");
        }
        return new ForeignDocument(document, json == null ? null : TypeMarks.doubt(json, document));
    }

    /** A document within the value, which the same formatter wrote. */
    ConnectValue within(BsonDocument part) {
        return new ConnectValue(part, json, typedBySchema);
    }

    /** BSON begins with its length and ends with a zero byte, which JSON never does. */
    private static boolean isBson(byte[] value) {
        return value.length >= MIN_BSON
                && value[value.length - 1] == 0
                && ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt() == value.length;
    }

    private static boolean isNull(byte[] value) {
        return value.length == 4 && value[0] == 'n' && value[1] == 'u' && value[2] == 'l' && value[3] == 'l';
    }

    private static boolean hasSchema(BsonDocument document) {
        BsonValue schema = document.get("schema");
        return document.size() == 2
                && document.containsKey("payload")
                && schema != null
                && (schema.isNull() || schema.isDocument());
    }

    private static Optional<ConnectValue> payload(BsonDocument document) {
        BsonValue payload = document.get("payload");
        if (payload instanceof BsonString text) {
            return Optional.of(new ConnectValue(Documents.fromJson(WHAT, text.getValue()), text.getValue(), false));
        }
        if (payload == null || payload.isNull()) {
            return Optional.empty();
        }
        if (typed(document.get("schema"), payload) instanceof BsonDocument typed) {
            return Optional.of(new ConnectValue(typed, null, true));
        }
        throw new UnreadableRecordException("The record's payload is no document.");
    }

    /** A value with the type that its schema tells; as it is where the schema says nothing. */
    private static BsonValue typed(@Nullable BsonValue schema, BsonValue value) {
        if (!(schema instanceof BsonDocument description) || !(description.get("type") instanceof BsonString type)) {
            return value;
        }
        return switch (type.getValue()) {
            case "struct" -> value instanceof BsonDocument struct ? struct(description, struct) : value;
            case "array" -> value instanceof BsonArray array ? array(description.get("items"), array) : value;
            case "map" -> value instanceof BsonDocument map ? map(description.get("values"), map) : value;
            case "int64" -> isPlain(value) ? whole(description, value.asNumber().longValue()) : value;
            case "int32", "int16", "int8" ->
                isPlain(value) ? new BsonInt32(value.asNumber().intValue()) : value;
            case "double", "float" ->
                isPlain(value) ? new BsonDouble(value.asNumber().doubleValue()) : value;
            case "bytes" -> value instanceof BsonString text ? bytes(text.getValue()) : value;
            default -> value;
        };
    }

    /** A number as JSON has them. */
    private static boolean isPlain(BsonValue value) {
        return value.isInt32() || value.isInt64() || value.isDouble();
    }

    private static BsonValue whole(BsonDocument schema, long value) {
        boolean isTime =
                schema.get("name") instanceof BsonString name && name.getValue().equals(TIMESTAMP);
        return isTime ? new BsonDateTime(value) : new BsonInt64(value);
    }

    private static BsonValue bytes(String base64) {
        try {
            return new BsonBinary(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("The record has bytes that are no Base64.");
        }
    }

    /** Each field with its type. */
    private static BsonDocument struct(BsonDocument schema, BsonDocument value) {
        BsonDocument typed = new BsonDocument();
        value.forEach((name, field) -> typed.put(name, typed(fieldSchema(schema, name), field)));
        return typed;
    }

    private static @Nullable BsonValue fieldSchema(BsonDocument schema, String name) {
        if (schema.get("fields") instanceof BsonArray fields) {
            for (BsonValue field : fields) {
                if (field instanceof BsonDocument each
                        && each.get("field") instanceof BsonString called
                        && called.getValue().equals(name)) {
                    return each;
                }
            }
        }
        return null;
    }

    private static BsonArray array(@Nullable BsonValue items, BsonArray value) {
        BsonArray typed = new BsonArray();
        value.forEach(item -> typed.add(typed(items, item)));
        return typed;
    }

    private static BsonDocument map(@Nullable BsonValue values, BsonDocument value) {
        BsonDocument typed = new BsonDocument();
        value.forEach((name, each) -> typed.put(name, typed(values, each)));
        return typed;
    }
}
