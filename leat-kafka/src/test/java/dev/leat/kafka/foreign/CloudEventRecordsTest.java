package dev.leat.kafka.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

final class CloudEventRecordsTest {

    private static final ForeignFormat FORMAT = ForeignFormats.of("cloudevents");

    private static Optional<BsonDocument> read(Encoded record) {
        return FORMAT.document(record).map(ForeignDocument::document);
    }

    private static Encoded structured(String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        return new Encoded(null, value.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Test
    void event_isADocumentOfLeatsOwnStore() {
        assertThat(read(structured("""
                        {"specversion": "1.0", "id": "e-1", "source": "/bank", "type": "T", "subject": "account-7",
                         "time": "2026-01-01T00:00:00Z", "streamversion": "3", "metadata": "{\\"user\\": \\"u-1\\"}",
                         "traceparent": "00-1", "data": {"n": 1}}"""))).contains(BsonDocument.parse("""
                        {_id: 'e-1', stream: 'account-7', version: NumberLong(3), type: 'T',
                         time: {$date: '2026-01-01T00:00:00Z'}, data: {n: 1}, meta: {traceparent: '00-1', user: 'u-1'}}"""));
    }

    @Test
    void whatAnEventDoesNotSay_isLeftOut() {
        assertThat(
                        read(
                                structured(
                                        "{\"specversion\": \"1.0\", \"id\": \"e-1\", \"source\": \"/bank\", \"type\": \"T\", \"data\": {}}")))
                .contains(BsonDocument.parse("{_id: 'e-1', type: 'T', data: {}}"));
    }

    @Test
    void tombstones_areEmpty_andOtherRecordsRefused() {
        assertThat(read(Records.tombstone())).isEmpty();
        assertThatThrownBy(() -> read(Records.of("{}"))).isInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> read(structured("{\"specversion\": \"1.0\", \"type\": \"T\", \"data\": {}}")))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("id");
    }
}
