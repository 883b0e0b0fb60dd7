package dev.leat.examples.onlineretail.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A line of JSON as a flat map from path to the text that stands there: {@code data.unitPrice -> 2.55}. */
final class FlatJson {

    private static final JsonFactory JSON = new JsonFactory();

    private FlatJson() {}

    /** Only scalars outside arrays; null stays null. */
    static Map<String, @Nullable String> parse(String line) {
        Map<String, @Nullable String> texts = new HashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            object(parser, "", texts);
        }
        return texts;
    }

    private static void object(JsonParser parser, String path, Map<String, @Nullable String> texts) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = path + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser, name + ".", texts);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else {
                texts.put(name, value == JsonToken.VALUE_NULL ? null : parser.getString());
            }
        }
    }
}
