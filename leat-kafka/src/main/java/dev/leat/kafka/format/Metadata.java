package dev.leat.kafka.format;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Metadata as one text, a JSON object of strings. A name that begins with {@code $} or {@code \} has another {@code \} in
 * front, so that none is taken for a type of Extended JSON.
 */
final class Metadata {

    private static final ExactJson JSON = new ExactJson(false);
    private static final String ESCAPE = "\\";

    private Metadata() {}

    static String write(Map<String, String> metadata) {
        BsonDocument document = new BsonDocument();
        metadata.forEach((name, value) -> document.put(
                name.startsWith("$") || name.startsWith(ESCAPE) ? ESCAPE + name : name, new BsonString(value)));
        return JSON.write(document);
    }

    static Map<String, String> read(String text) {
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            ExactJson.read(text)
                    .forEach((name, value) -> metadata.put(
                            name.startsWith(ESCAPE) ? name.substring(ESCAPE.length()) : name,
                            value.asString().getValue()));
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException("Attribute " + Attributes.METADATA + " is no JSON object of strings.");
        }
        return metadata;
    }
}
