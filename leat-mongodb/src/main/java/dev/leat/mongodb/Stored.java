package dev.leat.mongodb;

import dev.leat.event.Position;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of Leat's own documents. One that is missing, of another type or out of its range is an
 * {@link IllegalArgumentException} that names the field; {@link Formats} adds which document it is.
 */
final class Stored {

    private static final int UUID_BYTES = 16;

    private Stored() {}

    static String text(BsonDocument document, String field) {
        return required(document, field, BsonType.STRING).asString().getValue();
    }

    static long int64(BsonDocument document, String field) {
        return required(document, field, BsonType.INT64).asInt64().getValue();
    }

    static double real(BsonDocument document, String field) {
        return required(document, field, BsonType.DOUBLE).asDouble().getValue();
    }

    static int int32(BsonDocument document, String field) {
        return required(document, field, BsonType.INT32).asInt32().getValue();
    }

    static boolean bool(BsonDocument document, String field) {
        return required(document, field, BsonType.BOOLEAN).asBoolean().getValue();
    }

    static byte[] bytes(BsonDocument document, String field) {
        BsonBinary value = required(document, field, BsonType.BINARY).asBinary();
        if (value.getType() != BsonBinarySubType.BINARY.getValue()) {
            throw new IllegalArgumentException(
                    "field " + field + " must be plain binary data and is of subtype " + value.getType() + ".");
        }
        return value.getData();
    }

    static UUID uuid(BsonDocument document, String field) {
        BsonBinary value = required(document, field, BsonType.BINARY).asBinary();
        if (value.getType() != BsonBinarySubType.UUID_STANDARD.getValue() || value.getData().length != UUID_BYTES) {
            throw new IllegalArgumentException("field " + field + " must be a UUID and is binary data of subtype "
                    + value.getType() + " and " + value.getData().length + " bytes.");
        }
        return value.asUuid();
    }

    static Instant time(BsonDocument document, String field) {
        return Instant.ofEpochMilli(
                required(document, field, BsonType.DATE_TIME).asDateTime().getValue());
    }

    static BsonTimestamp timestamp(BsonDocument document, String field) {
        return required(document, field, BsonType.TIMESTAMP).asTimestamp();
    }

    static BsonArray array(BsonDocument document, String field) {
        return required(document, field, BsonType.ARRAY).asArray();
    }

    static Position position(BsonDocument document, String field) {
        return Position.of(atLeast(0, document, field));
    }

    /** An int64 that is not below a number. */
    static long atLeast(long least, BsonDocument document, String field) {
        long value = int64(document, field);
        if (value < least) {
            throw new IllegalArgumentException(
                    "field " + field + " must be " + least + " or more and is " + value + ".");
        }
        return value;
    }

    /** A whole number of either size: the server makes the one or the other of it. */
    static long whole(BsonDocument document, String field) {
        BsonValue value = document.get(field);
        if (value == null || !(value.isInt32() || value.isInt64())) {
            throw wrongType("field " + field, "a whole number", value);
        }
        return value.asNumber().longValue();
    }

    /** An element of an array as a document. */
    static BsonDocument document(String field, BsonValue element) {
        if (!element.isDocument()) {
            throw wrongType("an element of " + field, "a document", element);
        }
        return element.asDocument();
    }

    static int int32(String field, BsonValue element) {
        if (!element.isInt32()) {
            throw wrongType("an element of " + field, "an int32", element);
        }
        return element.asInt32().getValue();
    }

    static String text(String field, BsonValue element) {
        if (!element.isString()) {
            throw wrongType("an element of " + field, "a string", element);
        }
        return element.asString().getValue();
    }

    /** A field of any type. */
    static BsonValue value(BsonDocument document, String field) {
        BsonValue value = document.get(field);
        if (value == null) {
            throw wrongType("field " + field, "there", null);
        }
        return value;
    }

    private static BsonValue required(BsonDocument document, String field, BsonType type) {
        BsonValue value = document.get(field);
        if (value == null || value.getBsonType() != type) {
            throw wrongType("field " + field, "of type " + nameOf(type), value);
        }
        return value;
    }

    static IllegalArgumentException wrongType(String what, String wanted, @Nullable BsonValue found) {
        return new IllegalArgumentException(what + " must be " + wanted + " and is "
                + (found == null ? "missing" : "of type " + nameOf(found.getBsonType())) + ".");
    }

    private static String nameOf(BsonType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
