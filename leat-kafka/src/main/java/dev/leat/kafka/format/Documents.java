package dev.leat.kafka.format;

import org.bson.BsonDocument;
import org.bson.BsonString;

/** Reads documents out of bytes that anybody may have written. */
public final class Documents {

    private Documents() {}

    /**
     * A document from Extended JSON, of version 2 or the older one.
     *
     * @param what whose bytes they are, as a message calls it
     * @throws UnreadableRecordException when they are something else
     */
    public static BsonDocument fromJson(String what, byte[] bytes) {
        return fromJson(what, Texts.read(what, bytes));
    }

    /**
     * A document from Extended JSON, of version 2 or the older one.
     *
     * @param what whose text it is, as a message calls it
     * @throws UnreadableRecordException when it is something else
     */
    public static BsonDocument fromJson(String what, String json) {
        try {
            return ExactJson.read(json);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException(what + " is no JSON document.");
        }
    }

    /**
     * A document from BSON that fills the bytes.
     *
     * @param what whose bytes they are, as a message calls it
     * @throws UnreadableRecordException when they are something else
     */
    public static BsonDocument fromBson(String what, byte[] bytes) {
        try {
            return ExactBson.read(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException(what + " is no BSON document.");
        }
    }

    /**
     * A document from a JSON document, or from the JSON string of one.
     *
     * @param what whose bytes they are, as a message calls it
     * @throws UnreadableRecordException when they are something else
     */
    public static BsonDocument fromJsonOrItsString(String what, byte[] bytes) {
        String json = Texts.read(what, bytes).strip();
        if (!json.startsWith("\"")) {
            return fromJson(what, json);
        }
        if (fromJson(what, "{\"string\": " + json + "}").get("string") instanceof BsonString string) {
            return fromJson(what, string.getValue());
        }
        throw new UnreadableRecordException(what + " is no JSON document.");
    }
}
