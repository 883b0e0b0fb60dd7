package dev.leat.kafka.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.UnreadableRecordException;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MongoConnectorRecordsTest {

    private static final ForeignFormat FORMAT = ForeignFormats.of("mongodb-connector");

    private static Optional<BsonDocument> read(Encoded record) {
        return FORMAT.document(record).map(ForeignDocument::document);
    }

    /** What the default formatter writes: the older Extended JSON. */
    private static final String DOCUMENT = """
            {"_id": {"$oid": "65a000000000000000000001"}, "stream": "account-7", "version": {"$numberLong": "3"}, \
            "type": "PaymentReceived", "time": {"$date": 1767225600000}, "data": {"amount": {"$numberDecimal": "1.50"}, \
            "n": 1, "big": {"$numberLong": "5"}}, "v": 1}""";

    private static String change(String operation, String rest) {
        return """
                {"_id": {"_data": "8265A0000000000001"}, "operationType": "%s", "clusterTime": {"$timestamp": {"t": 1, "i": 2}}, \
                %s"ns": {"db": "bank", "coll": "events"}, "documentKey": {"_id": {"$oid": "65a000000000000000000001"}}}""".formatted(operation, rest);
    }

    private static final String INSERT = change("insert", "\"fullDocument\": " + DOCUMENT + ", ");

    @Test
    void insert_isItsFullDocument() {
        assertThat(read(Records.of(INSERT))).contains(Records.STORED);
    }

    @Test
    void documentAlone_isTheDocument() {
        assertThat(read(Records.of(DOCUMENT))).contains(Records.STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRICT", "EXTENDED", "RELAXED"})
    void eachFormatterOfExtendedJson_isRead(JsonMode mode) {
        // Relaxed JSON does not tell an int64 that fits into 32 bits.
        BsonDocument expected = mode == JsonMode.RELAXED
                ? BsonDocument.parse(Records.STORED.toJson(
                        JsonWriterSettings.builder().outputMode(mode).build()))
                : Records.STORED;
        String json = Records.STORED.toJson(
                JsonWriterSettings.builder().outputMode(mode).build());
        assertThat(read(Records.of(json))).contains(expected);
    }

    @Test
    void bson_isReadAsWell_wholeEventOrDocument() {
        assertThat(read(Records.of(Records.bson(Records.STORED)))).contains(Records.STORED);
        assertThat(read(Records.of(Records.bson(BsonDocument.parse(INSERT))))).contains(Records.STORED);
    }

    @Test
    void jsonConverter_writesAJsonString_withOrWithoutItsSchema() {
        assertThat(read(Records.of(Records.quoted(INSERT)))).contains(Records.STORED);
        assertThat(read(Records.of("{\"schema\": {\"type\": \"string\", \"optional\": false}, \"payload\": "
                        + Records.quoted(INSERT) + "}")))
                .contains(Records.STORED);
    }

    @Test
    void copiedDocuments_areInserts() {
        String copied = INSERT.replace("{\"_data\": \"8265A0000000000001\"}", "{\"_id\": 7, \"copyingData\": true}");
        assertThat(read(Records.of(copied))).contains(Records.STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "replace", "delete", "drop", "rename", "invalidate"})
    void whatIsNoInsert_isEmpty(String operation) {
        assertThat(read(Records.of(change(operation, "\"fullDocument\": " + DOCUMENT + ", "))))
                .isEmpty();
    }

    @Test
    void tombstonesAndHeartbeats_areEmpty() {
        assertThat(read(Records.tombstone())).isEmpty();
        assertThat(read(Records.of(""))).isEmpty();
        assertThat(read(Records.of("null"))).isEmpty();
    }

    @Test
    void eventsWithAFieldOperationType_areNoChangeEvents() {
        BsonDocument document = BsonDocument.parse("{_id: 7, operationType: 'delete', ns: {db: 'x'}}");
        assertThat(read(Records.of(document.toJson()))).contains(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "5", "[]", "\"x\"", "{\"a\": 1}", "{\"schema\": null, \"payload\": 5}", "\u00ff\u0000"})
    void otherValues_areRefused_withoutTheirText(String value) {
        assertThatThrownBy(() -> read(Records.of(value))).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void insertWithoutItsDocument_isRefused() {
        assertThatThrownBy(() -> read(Records.of(change("insert", ""))))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("fullDocument");
    }

    @Test
    void unknownNames_areRefused_withThoseThatThereAre() {
        assertThatThrownBy(() -> ForeignFormats.of("mongo"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mongodb-connector, debezium or cloudevents");
    }
}
