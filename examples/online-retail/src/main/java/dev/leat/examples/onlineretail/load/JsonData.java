package dev.leat.examples.onlineretail.load;

import dev.leat.event.StoredText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns one line of JSON into a BSON document without losing a digit: a fraction goes from its text to a decimal and
 * never through a binary floating-point number. Thread-safe.
 */
final class JsonData {

    /** Deepest nesting accepted; MongoDB's limit is 100. */
    static final int MAX_DEPTH = 90;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonData() {}

    static Document read(byte[] bytes, int length) throws MalformedEventException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException("not a JSON object");
            }
            Document document = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedEventException("more text behind the JSON object");
            }
            return document;
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at column " + Math.max(1, e.getLocation().getColumnNr());
            throw new MalformedEventException("not JSON" + where + ": " + inShort(e.getOriginalMessage()));
        }
    }

    private static Document object(JsonParser parser) throws MalformedEventException {
        Document document = new Document();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.indexOf('\0') >= 0) {
                throw new MalformedEventException("field name with a null character, which no document can have");
            }
            requireWhole("field name", name);
            parser.nextToken();
            document.put(name, value(parser, name));
        }
        return document;
    }

    private static List<@Nullable Object> array(JsonParser parser, String name) throws MalformedEventException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser, name));
        }
        return values;
    }

    private static @Nullable Object value(JsonParser parser, String name) throws MalformedEventException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser, name);
            case VALUE_STRING -> requireWhole("field " + name, parser.getString());
            case VALUE_NUMBER_INT -> whole(parser.getString(), name);
            case VALUE_NUMBER_FLOAT -> decimal(parser.getString(), name);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedEventException("unexpected " + token + " in field " + name);
        };
    }

    /** JSON can escape half a character, which has no UTF-8. */
    private static String requireWhole(String what, String text) throws MalformedEventException {
        if (!StoredText.isWhole(text)) {
            throw new MalformedEventException(
                    StoredText.cut(what, 80) + " has half a character, which no document can have");
        }
        return text;
    }

    private static Object whole(String text, String name) throws MalformedEventException {
        BigInteger value = new BigInteger(text);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : decimal(text, name);
    }

    private static Decimal128 decimal(String text, String name) throws MalformedEventException {
        try {
            return new Decimal128(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new MalformedEventException("field " + name + " has a number beyond the 34 digits of a decimal: "
                    + text.substring(0, Math.min(60, text.length())));
        }
    }

    /** Without the parser's remarks on its source, which is always one line. */
    private static String inShort(String text) {
        String line = text.lines().findFirst().orElse(text);
        int remark = line.indexOf(" (start marker at");
        return remark < 0 ? line : line.substring(0, remark);
    }
}
