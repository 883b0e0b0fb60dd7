package dev.leat.kafka.foreign;

import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Whether a document that was read out of JSON has the types it was stored with. JSON does not say which formatter wrote
 * it, so it must show itself that what it leaves bare can be one thing only:
 *
 * <ul>
 *   <li>A small integer is a 32-bit one where 64-bit integers are marked, and one of the document is. The relaxed and the
 *       simplified formatter mark none.
 *   <li>A text is a text where ids, dates and decimals are marked, and one of the document is. The simplified formatter
 *       writes them as text.
 * </ul>
 */
final class TypeMarks {

    /** A name, for in a text the quotes would be escaped. */
    private static final Pattern INTEGER = Pattern.compile("\"\\$number(Long|Int)\"\\s*:");

    private boolean smallIntegers;
    private boolean texts;
    private boolean marked;

    private TypeMarks() {}

    /**
     * Why a document is in doubt.
     *
     * @param json which it was read from, or more of what the same formatter wrote
     * @return null when it is not
     */
    static @Nullable String doubt(String json, BsonDocument document) {
        if (INTEGER.matcher(json).find()) {
            return null;
        }
        TypeMarks marks = new TypeMarks();
        marks.look(document);
        if (marks.smallIntegers) {
            return "does not tell 32-bit integers from 64-bit ones";
        }
        return marks.texts && !marks.marked ? "does not tell ids, dates and decimals from text" : null;
    }

    private void look(BsonValue value) {
        switch (value) {
            case BsonDocument document -> document.values().forEach(this::look);
            case BsonArray array -> array.forEach(this::look);
            case BsonString ignored -> texts = true;
            default -> {
                BsonType type = value.getBsonType();
                smallIntegers |= type == BsonType.INT32;
                marked |= type == BsonType.OBJECT_ID || type == BsonType.DATE_TIME || type == BsonType.DECIMAL128;
            }
        }
    }
}
