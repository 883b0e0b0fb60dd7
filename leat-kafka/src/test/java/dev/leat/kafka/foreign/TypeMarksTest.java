package dev.leat.kafka.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.EventId;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document whose types its JSON does not tell is never taken for the stored one. */
final class TypeMarksTest {

    private static final ForeignFormat FORMAT = ForeignFormats.of("mongodb-connector");

    private static ForeignDocument read(String json) {
        return FORMAT.document(Records.of(json)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The default formatter, with a marked 64-bit integer.
                "{\"_id\": \"e-1\", \"version\": {\"$numberLong\": \"3\"}, \"n\": 1, \"text\": \"x\"}",
                // The extended one.
                "{\"_id\": \"e-1\", \"n\": {\"$numberInt\" : \"1\"}}",
                // No integers, and a marked date, id or decimal.
                "{\"_id\": {\"$oid\": \"65a000000000000000000001\"}, \"text\": \"x\", \"d\": 1.5, \"b\": true}",
                "{\"_id\": \"e-1\", \"time\": {\"$date\": 1767225600000}}",
                "{\"_id\": \"e-1\", \"amount\": {\"$numberDecimal\": \"1.50\"}, \"big\": 12345678901}"
            })
    void documentsThatShowTheirTypes_areExact(String json) {
        assertThat(read(json).isExact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // An integer of which nobody knows the width: relaxed, or default without any other.
                "{\"_id\": {\"$oid\": \"65a000000000000000000001\"}, \"n\": 1}",
                "{\"_id\": {\"$oid\": \"65a000000000000000000001\"}, \"data\": {\"list\": [{\"n\": 1}]}}",
                // Names of types within a text are none.
                "{\"_id\": 1, \"text\": \"{\\\"$numberLong\\\": \\\"3\\\"}\"}",
                "{\"_id\": 1, \"text\": \"$numberLong\"}",
                // Text that may be an id, a date or a decimal: simplified.
                "{\"_id\": \"65a000000000000000000001\", \"time\": \"2026-01-01T00:00:00Z\"}",
                "{\"_id\": \"e-1\"}"
            })
    void documentsThatDoNot_areInDoubt(String json) {
        assertThat(read(json).isExact()).isFalse();
        assertThat(read(json).doubt()).startsWith("does not tell");
    }

    /** Over all formatters of the driver: exact is said only of what is. */
    @Test
    @SuppressWarnings("deprecation") // Of the mode that is the connector's default.
    void exactIsOnly_whatIsReadAsItIsStored() {
        List<BsonDocument> stored = List.of(
                Records.STORED,
                BsonDocument.parse("{_id: 'e', n: 1}"),
                BsonDocument.parse("{_id: 'e', n: NumberLong(1)}"),
                BsonDocument.parse("{_id: NumberLong(1), time: {$date: '2026-01-01T00:00:00Z'}}"),
                BsonDocument.parse("{_id: ObjectId('65a000000000000000000001'), n: NumberLong(1), m: 1}"),
                BsonDocument.parse(
                        "{_id: ObjectId('65a000000000000000000001'), n: 1.0, m: NumberLong('12345678901')}"));
        for (BsonDocument document : stored) {
            for (JsonMode mode : List.of(JsonMode.STRICT, JsonMode.EXTENDED, JsonMode.RELAXED)) {
                ForeignDocument read = read(document.toJson(
                        JsonWriterSettings.builder().outputMode(mode).build()));
                assertThat(!read.isExact() || read.document().equals(document))
                        .as("%s %s", mode, document)
                        .isTrue();
            }
            assertThat(FORMAT.document(Records.of(Records.bson(document))))
                    .contains(new ForeignDocument(document, null));
        }
    }

    @Test
    void typesOfASchema_areInDoubt() {
        String value = "{\"schema\": {\"type\": \"struct\", \"fields\": [{\"type\": \"int64\", \"field\": \"n\"}]},"
                + " \"payload\": {\"_id\": \"65a0\", \"n\": 1}}";
        assertThat(ForeignFormats.of("debezium").document(Records.of(value)).map(ForeignDocument::isExact))
                .contains(false);
    }

    @Test
    void debeziumsAfter_showsItsOwnTypes_notThoseOfTheEnvelope() {
        String change = "{\"op\": \"c\", \"source\": {}, \"ts_ms\": {\"$numberLong\": \"1\"}, \"after\": %s}";
        ForeignFormat debezium = ForeignFormats.of("debezium");
        assertThat(debezium.document(Records.of(change.formatted(Records.quoted("{\"_id\": 1}"))))
                        .map(ForeignDocument::isExact))
                .contains(false);
        String marked = Records.quoted("{\"_id\": 1, \"v\": {\"$numberLong\": \"1\"}}");
        assertThat(debezium.document(Records.of(change.formatted(marked))).map(ForeignDocument::isExact))
                .contains(true);
    }

    @Test
    void keys_tellIdsApart_whateverTheirTypes() {
        EventId ab = EventId.of(BsonDocument.parse("{a: 1, b: 2}"));
        assertThat(FORMAT.key(ab)).isEqualTo(FORMAT.key(EventId.of(BsonDocument.parse("{a: 1, b: 2}"))));
        assertThat(FORMAT.key(ab)).isNotEqualTo(FORMAT.key(EventId.of(BsonDocument.parse("{b: 2, a: 1}"))));
        assertThat(FORMAT.key(EventId.of(5))).isNotEqualTo(FORMAT.key(EventId.of(5L)));
        assertThat(FORMAT.key(EventId.of("5"))).isNotEqualTo(FORMAT.key(EventId.of(5)));
        assertThat(FORMAT.key(EventId.of(new BsonInt32(5)))).isNotEqualTo(FORMAT.key(EventId.of("5")));
    }
}
