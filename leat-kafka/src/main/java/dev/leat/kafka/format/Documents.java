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
     * The text of a JSON document, which stands in the bytes or in a JSON string there.
     *
     * @param what whose bytes they are, as a message calls it
     * @throws UnreadableRecordException when they are something else
     */
    public static String jsonOrItsString(String what, byte[] bytes) {
        String json = Texts.read(what, bytes).strip();
        if (!json.startsWith("\"")) {
            return json;
        }
        if (fromJson(what, "{\"string\": " + json + "}").get("string") instanceof BsonString string) {
            return string.getValue();
        }
        throw new UnreadableRecordException(what + " is no JSON document.");
    }
}
