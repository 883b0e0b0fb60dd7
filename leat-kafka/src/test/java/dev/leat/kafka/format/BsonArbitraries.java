package dev.leat.kafka.format;

import dev.leat.event.StoredText;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Documents of every BSON type, with the names and values that JSON takes for something else. */
final class BsonArbitraries {

    /** Bounds of types and of what JSON can say. */
    private static final Long[] LONGS = {
        0L,
        5L,
        -1L,
        (long) Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        (long) Integer.MIN_VALUE,
        Integer.MIN_VALUE - 1L,
        9007199254740993L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final Long[] TIMES = {
        -1L,
        0L,
        Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli(),
        Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli(),
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final Double[] DOUBLES = {
        0.0,
        -0.0,
        5.0,
        1e21,
        1e-7,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.longBitsToDouble(0xFFF8000000000001L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1,
        9007199254740992.0
    };
    private static final String[] DECIMALS = {
        "0",
        "-0",
        "1.50",
        "1E+3",
        "NaN",
        "Infinity",
        "-Infinity",
        "-0E-6176",
        "9.999999999999999999999999999999999E+6144",
        "1E-6176"
    };
    private static final String[] NAMES = {
        "$oid",
        "$date",
        "$numberLong",
        "$numberInt",
        "$numberDouble",
        "$numberDecimal",
        "$binary",
        "$uuid",
        "$type",
        "$regex",
        "$options",
        "$regularExpression",
        "$code",
        "$scope",
        "$symbol",
        "$timestamp",
        "$undefined",
        "$minKey",
        "$maxKey",
        "$dbPointer",
        "$ref",
        "$id",
        "$db",
        "$",
        "$x",
        "a.b",
        "",
        "_id",
        "base64",
        "subType",
        "t",
        "i"
    };

    private BsonArbitraries() {}

    static Arbitrary<BsonDocument> documents() {
        return document(3);
    }

    private static Arbitrary<BsonDocument> document(int depth) {
        return Combinators.combine(name(), value(depth - 1))
                .as(BsonDocument::new)
                .list()
                .ofMaxSize(4)
                .map(fields -> {
                    BsonDocument document = new BsonDocument();
                    fields.forEach(document::putAll);
                    return document;
                });
    }

    private static Arbitrary<BsonValue> value(int depth) {
        if (depth == 0) {
            return scalar();
        }
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, scalar()),
                net.jqwik.api.Tuple.of(2, document(depth)),
                net.jqwik.api.Tuple.of(1, value(depth - 1).list().ofMaxSize(4).map(BsonArray::new)));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.oneOf(
                Arbitraries.of(NAMES),
                Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(3),
                text().map(text -> text.replace("\0", "_")));
    }

    static Arbitrary<String> text() {
        return Arbitraries.strings().all().ofMaxLength(8).map(text -> StoredText.cut(text, 8));
    }

    private static Arbitrary<BsonValue> scalar() {
        return Arbitraries.oneOf(List.of(
                Arbitraries.integers().map(BsonInt32::new),
                longs().map(BsonInt64::new),
                Arbitraries.oneOf(Arbitraries.of(DOUBLES), Arbitraries.doubles())
                        .map(BsonDouble::new),
                decimals().map(BsonDecimal128::new),
                text().map(BsonString::new),
                Arbitraries.oneOf(Arbitraries.of(TIMES), longs()).map(BsonDateTime::new),
                Arbitraries.of(true, false).map(BsonBoolean::new),
                binaries(),
                longs().map(BsonTimestamp::new),
                Combinators.combine(
                                Arbitraries.integers(), Arbitraries.integers().between(0, 0xFFFFFF))
                        .as((time, counter) -> new BsonObjectId(new ObjectId(time, counter))),
                text().map(text -> new BsonRegularExpression(text.replace("\0", ""), "imx")),
                text().map(BsonSymbol::new),
                text().map(BsonJavaScript::new),
                text().map(code -> new BsonJavaScriptWithScope(code, new BsonDocument("x", new BsonInt64(1)))),
                text().map(name -> new BsonDbPointer(name, new ObjectId("65a000000000000000000001"))),
                Arbitraries.of(new BsonMinKey(), new BsonMaxKey(), BsonNull.VALUE, new BsonUndefined())));
    }

    private static Arbitrary<Long> longs() {
        return Arbitraries.oneOf(Arbitraries.of(LONGS), Arbitraries.longs());
    }

    private static Arbitrary<Decimal128> decimals() {
        return Arbitraries.oneOf(
                Arbitraries.of(DECIMALS).map(Decimal128::parse),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Decimal128::fromIEEE754BIDEncoding));
    }

    private static Arbitrary<BsonValue> binaries() {
        return Combinators.combine(
                        Arbitraries.of((byte) 0, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 9, (byte) 0x80),
                        Arbitraries.oneOf(
                                Arbitraries.bytes().array(byte[].class).ofMaxSize(8),
                                Arbitraries.bytes().array(byte[].class).ofSize(16)))
                .as(BsonBinary::new);
    }
}
