package dev.leat.mongodb;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Makes BSON of every type out of what a fuzzer gives, and damages documents with it. */
final class AnyBson {

    private static final int MAX_DAMAGES = 4;
    private static final int MAX_TEXT = 40;
    private static final int MAX_ELEMENTS = 4;
    private static final int MAX_DEPTH = 3;

    private AnyBson() {}

    /** A document in which a few fields, also of inner documents and arrays, are missing, added or of any value. */
    static RawBsonDocument damaged(BsonDocument document, FuzzedDataProvider data) {
        BsonDocument copy = document.clone();
        int damages = data.consumeInt(0, MAX_DAMAGES);
        for (int i = 0; i < damages; i++) {
            damage(copy, data);
        }
        return new RawBsonDocument(copy, new BsonDocumentCodec());
    }

    private static void damage(BsonDocument document, FuzzedDataProvider data) {
        List<String> fields = new ArrayList<>(document.keySet());
        if (fields.isEmpty() || data.consumeInt(0, 9) == 0) {
            document.put(name(data), value(data));
            return;
        }
        String field = data.pickValue(fields);
        BsonValue present = document.get(field);
        if (present instanceof BsonDocument inner && data.consumeBoolean()) {
            damage(inner, data);
        } else if (present instanceof BsonArray array && !array.isEmpty() && data.consumeBoolean()) {
            damage(array, data);
        } else if (data.consumeInt(0, 4) == 0) {
            document.remove(field);
        } else {
            document.put(field, value(data));
        }
    }

    private static void damage(BsonArray array, FuzzedDataProvider data) {
        int index = data.consumeInt(0, array.size() - 1);
        if (array.get(index) instanceof BsonDocument inner && data.consumeBoolean()) {
            damage(inner, data);
        } else if (data.consumeInt(0, 3) == 0) {
            array.remove(index);
        } else {
            array.set(index, value(data));
        }
    }

    static BsonValue value(FuzzedDataProvider data) {
        return value(data, MAX_DEPTH);
    }

    private static BsonValue value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth == 0 ? 12 : 14)) {
            case 0 -> BsonNull.VALUE;
            case 1 -> BsonBoolean.valueOf(data.consumeBoolean());
            case 2 -> new BsonInt32(data.consumeInt());
            case 3 -> new BsonInt64(data.consumeLong());
            case 4 -> new BsonDouble(data.consumeDouble());
            case 5 -> new BsonString(text(data));
            case 6 -> new BsonDateTime(data.consumeLong());
            case 7 -> new BsonBinary(data.consumeByte(), data.consumeBytes(MAX_TEXT));
            case 8 -> new BsonTimestamp(data.consumeLong());
            case 9 -> new BsonObjectId(new ObjectId(data.consumeInt(), data.consumeInt(0, 0xFFFFFF)));
            case 10 -> new BsonDecimal128(Decimal128.fromIEEE754BIDEncoding(data.consumeLong(), data.consumeLong()));
            case 11 -> new BsonRegularExpression("a*", "i");
            case 12 -> new BsonMaxKey();
            case 13 -> array(data, depth - 1);
            default -> document(data, depth - 1);
        };
    }

    private static BsonArray array(FuzzedDataProvider data, int depth) {
        BsonArray array = new BsonArray();
        int size = data.consumeInt(0, MAX_ELEMENTS);
        for (int i = 0; i < size; i++) {
            array.add(value(data, depth));
        }
        return array;
    }

    private static BsonDocument document(FuzzedDataProvider data, int depth) {
        BsonDocument document = new BsonDocument();
        int size = data.consumeInt(0, MAX_ELEMENTS);
        for (int i = 0; i < size; i++) {
            document.put(name(data), value(data, depth));
        }
        return document;
    }

    /** Whole characters alone: the server stores no others. */
    static String text(FuzzedDataProvider data) {
        return dev.leat.event.StoredText.cut(data.consumeString(MAX_TEXT), MAX_TEXT);
    }

    private static String name(FuzzedDataProvider data) {
        return data.consumeAsciiString(8).replace('\0', '_');
    }
}
