package dev.leat.examples.onlineretail.load;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** Reads fields of an event and says which one is wrong, and how. Immutable as long as the document is. */
final class Fields {

    private final Document document;
    private final String path;

    /**
     * The fields of a document.
     *
     * @param path what stands before a field's name in a message, empty for the event itself
     */
    Fields(Document document, String path) {
        this.document = document;
        this.path = path;
    }

    String text(String name) throws MalformedEventException {
        if (document.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(name, "a text that is not blank");
    }

    @Nullable String textOrNull(String name) throws MalformedEventException {
        return document.get(name) == null ? null : text(name);
    }

    /** As {@link #textOrNull}, where a blank text is worth keeping. */
    @Nullable String anyTextOrNull(String name) throws MalformedEventException {
        Object value = document.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, "a text");
    }

    long whole(String name) throws MalformedEventException {
        if (document.get(name) instanceof Long number) {
            return number;
        }
        throw wrong(name, "a whole number of at most 64 bits");
    }

    int lineNumber(String name) throws MalformedEventException {
        long number = whole(name);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw wrong(name, "a line number from 1");
        }
        return (int) number;
    }

    BigDecimal decimal(String name) throws MalformedEventException {
        Object value = document.get(name);
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Decimal128 number) {
            return valueOf(number);
        }
        throw wrong(name, "a number");
    }

    /** Kept to the millisecond, as MongoDB's dates are. */
    Instant time(String name) throws MalformedEventException {
        String text = text(name);
        try {
            return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(name, "a time such as 2011-11-14T09:26:00Z");
        }
    }

    Fields object(String name) throws MalformedEventException {
        if (document.get(name) instanceof Document inner) {
            return new Fields(inner, path + name + ".");
        }
        throw wrong(name, "an object");
    }

    Document document() {
        return document;
    }

    private MalformedEventException wrong(String name, String wanted) {
        if (!document.containsKey(name)) {
            return new MalformedEventException("field " + path + name + " is missing, wanted is " + wanted);
        }
        Object value = document.get(name);
        String found = value instanceof Document ? "an object" : String.valueOf(value);
        String shown = found.length() > 60 ? found.substring(0, 60) + "…" : found;
        return new MalformedEventException("field " + path + name + " is not " + wanted + ", but '" + shown + "'");
    }

    /** Decimal128 has a minus zero, which BigDecimal has not. */
    private static BigDecimal valueOf(Decimal128 number) {
        return number.compareTo(Decimal128.NEGATIVE_ZERO) == 0 || number.compareTo(Decimal128.POSITIVE_ZERO) == 0
                ? BigDecimal.ZERO
                : number.bigDecimalValue();
    }
}
