package dev.leat.kafka.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.UnreadableRecordException;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DebeziumRecordsTest {

    private static final ForeignFormat FORMAT = ForeignFormats.of("debezium");

    private static Optional<BsonDocument> read(Encoded record) {
        return FORMAT.document(record).map(ForeignDocument::document);
    }

    private static final String AFTER = Records.quoted("""
            {"_id": {"$oid": "65a000000000000000000001"},"stream": "account-7","version": {"$numberLong": "3"},\
            "type": "PaymentReceived","time": {"$date": 1767225600000},"data": {"amount": {"$numberDecimal": "1.50"},\
            "n": 1,"big": {"$numberLong": "5"}},"v": 1}""");

    private static String change(String operation, String after) {
        return """
                {"before": null, "after": %s, "updateDescription": null, "source": {"version": "3.6.1.Final", \
                "connector": "mongodb", "name": "bank", "ts_ms": 1767225600000, "snapshot": "false", "db": "bank", \
                "collection": "events", "ord": 1, "lsid": null, "txnNumber": null, "wallTime": null}, "op": "%s", \
                "ts_ms": 1767225600123, "transaction": null}""".formatted(after, operation);
    }

    private static String withSchema(String schema, String payload) {
        return "{\"schema\": " + schema + ", \"payload\": " + payload + "}";
    }

    private static final String ENVELOPE = """
            {"type": "struct", "name": "bank.bank.events.Envelope", "optional": false, "fields": [
              {"type": "string", "optional": true, "name": "io.debezium.data.Json", "version": 1, "field": "before"},
              {"type": "string", "optional": true, "name": "io.debezium.data.Json", "version": 1, "field": "after"},
              {"type": "string", "optional": true, "field": "op"}, {"type": "int64", "optional": true, "field": "ts_ms"}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"c", "r"})
    void insertsAndSnapshots_areTheDocumentAfter(String operation) {
        String change = change(operation, AFTER);
        assertThat(read(Records.of(change))).contains(Records.STORED);
        assertThat(read(Records.of(withSchema(ENVELOPE, change)))).contains(Records.STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "d", "t", "m"})
    void otherOperations_areEmpty(String operation) {
        assertThat(read(Records.of(change(operation, AFTER)))).isEmpty();
        assertThat(read(Records.of(withSchema(ENVELOPE, change(operation, "null")))))
                .isEmpty();
    }

    @Test
    void tombstonesHeartbeatsAndTransactions_areEmpty() {
        assertThat(read(Records.tombstone())).isEmpty();
        assertThat(read(Records.of("{\"schema\": null, \"payload\": null}"))).isEmpty();
        assertThat(read(Records.of("{\"ts_ms\": 1767225600000}"))).isEmpty();
        assertThat(read(Records.of("{\"status\": \"BEGIN\", \"id\": \"1:2\", \"event_count\": null}")))
                .isEmpty();
    }

    @Test
    void afterAsADocument_isRead() {
        assertThat(read(Records.of(change("c", "{\"_id\": 7}")))).contains(BsonDocument.parse("{_id: 7}"));
    }

    /** Without schemas, JSON tells of numbers and text alone: ids and decimals are text, dates are numbers. */
    @Test
    void flattenedDocuments_areReadAsTheyAre_withoutTheMarksOfTheTransformation() {
        assertThat(
                        read(
                                Records.of(
                                        "{\"_id\": \"65a0\", \"type\": \"T\", \"time\": 1767225600000, \"__deleted\": \"false\", \"__op\": \"c\"}")))
                .contains(BsonDocument.parse("{_id: '65a0', type: 'T', time: NumberLong(1767225600000)}"));
    }

    @Test
    void flattenedDocuments_haveTheTypesOfTheirSchema() {
        String schema = """
                {"type": "struct", "optional": false, "name": "bank.bank.events", "fields": [
                  {"type": "string", "optional": true, "field": "_id"},
                  {"type": "int64", "optional": true, "field": "version"},
                  {"type": "int32", "optional": true, "field": "v"},
                  {"type": "int64", "optional": true, "name": "org.apache.kafka.connect.data.Timestamp", "version": 1, "field": "time"},
                  {"type": "struct", "optional": true, "field": "data", "fields": [
                    {"type": "double", "optional": true, "field": "rate"},
                    {"type": "bytes", "optional": true, "field": "seal"},
                    {"type": "boolean", "optional": true, "field": "late"},
                    {"type": "map", "values": {"type": "int64"}, "optional": true, "field": "counts"},
                    {"type": "array", "items": {"type": "int64"}, "optional": true, "field": "ids"}]}]}""";
        String payload = """
                {"_id": "65a0", "version": 3, "v": 1, "time": 1767225600000,
                 "data": {"rate": 2, "seal": "AQI=", "late": true, "counts": {"a": 1}, "ids": [1, null]}}""";
        assertThat(read(Records.of(withSchema(schema, payload)))).contains(BsonDocument.parse("""
                {_id: '65a0', version: NumberLong(3), v: 1, time: {$date: '2026-01-01T00:00:00Z'},
                 data: {rate: 2.0, seal: BinData(0, 'AQI='), late: true, counts: {a: NumberLong(1)}, ids: [NumberLong(1), null]}}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_id\": \"65a0\", \"__deleted\": \"true\"}",
                "{\"_id\": \"65a0\", \"__deleted\": true}",
                "{\"_id\": \"65a0\", \"__op\": \"u\"}",
                "{\"_id\": \"65a0\", \"__op\": \"d\"}"
            })
    void flattenedUpdatesAndDeletes_areEmpty(String value) {
        assertThat(read(Records.of(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"a\": 1}",
                "{\"_id\": 1, \"__op\": \"x\"}",
                "{\"schema\": null, \"payload\": []}",
                "{\"schema\": {\"type\": \"bytes\"}, \"payload\": {\"a\": 1}}",
                "{\"schema\": {\"type\": \"struct\", \"fields\": [{\"type\": \"bytes\", \"field\": \"_id\"}]}, \"payload\": {\"_id\": \"*\"}}"
            })
    void otherValues_areRefused(String value) {
        assertThatThrownBy(() -> read(Records.of(value))).isInstanceOf(UnreadableRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "\"no json\""})
    void insertWithoutADocument_isRefused(String after) {
        assertThatThrownBy(() -> read(Records.of(change("c", after))))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("after");
    }

    @Test
    void unknownOperations_areRefused() {
        assertThatThrownBy(() -> read(Records.of(change("x", AFTER))))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("op");
    }
}
