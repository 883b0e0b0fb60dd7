package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

final class CloudEventsBinaryTest {

    private static final FormatOptions OPTIONS = FormatOptions.of("events");
    private static final EventFormat FORMAT = EventFormats.of("cloudevents-binary", OPTIONS);
    private static final EventFormat STRUCTURED = EventFormats.of("cloudevents-json", OPTIONS);
    private static final Placed PLACED = Events.placed(Events.PAID);

    @Test
    void attributes_areHeaders_andTheValueIsTheData() {
        Encoded record = FORMAT.encode(Events.PAID);
        assertThat(record.key()).isEqualTo("account-7".getBytes(StandardCharsets.UTF_8));
        assertThat(record.headers())
                .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
                .extracting(Object::toString)
                .containsExactly(
                        "(\"content-type\", \"application/json\")",
                        "(\"ce_specversion\", \"1.0\")",
                        "(\"ce_id\", \"65a000000000000000000001\")",
                        "(\"ce_source\", \"/leat/events\")",
                        "(\"ce_type\", \"PaymentReceived\")",
                        "(\"ce_subject\", \"account-7\")",
                        "(\"ce_time\", \"2026-01-01T00:00:00Z\")",
                        "(\"ce_streamversion\", \"3\")",
                        "(\"ce_metadata\", \"{\"user\": \"u-1\"}\")");
        assertThat(Events.value(record)).isEqualTo("""
                {"currency": "EUR", "amount": {"$numberDecimal": "1.50"}, "cents": {"$numberLong": "150"}}""");
    }

    @Test
    void bson_isAnOption_andWhatJsonWouldChangeAlwaysIs() {
        Encoded chosen =
                EventFormats.of("cloudevents-binary", OPTIONS.withBsonData()).encode(Events.PAID);
        assertThat(Events.header(chosen, "content-type")).isEqualTo("application/bson");
        assertThat(chosen.value()).isEqualTo(ExactBson.write(Events.PAYMENT));
        Encoded forced = FORMAT.encode(Events.of(new BsonDocument("$date", new BsonInt32(1))));
        assertThat(Events.header(forced, "content-type")).isEqualTo("application/bson");
    }

    @Test
    void eachMode_readsWhatTheOtherWrote() {
        assertThat(STRUCTURED.decode(FORMAT.encode(Events.PAID), PLACED)).isEqualTo(Events.PAID);
        assertThat(FORMAT.decode(STRUCTURED.encode(Events.PAID), PLACED)).isEqualTo(Events.PAID);
    }

    @Test
    void otherHeaders_areLeftAlone() {
        Encoded record = FORMAT.encode(Events.PAID);
        record.headers().add("leat_position", new byte[] {1, (byte) 0xff});
        assertThat(FORMAT.decode(record, PLACED)).isEqualTo(Events.PAID);
    }

    @Test
    void headersThatAreNoText_areRefused() {
        Encoded record = FORMAT.encode(Events.PAID);
        record.headers().add("ce_subject", new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> FORMAT.decode(record, PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void bsonWithBytesBehindIt_isRefused() {
        Event event = Events.of(Events.PAYMENT);
        Encoded record =
                EventFormats.of("cloudevents-binary", OPTIONS.withBsonData()).encode(event);
        byte[] longer = java.util.Arrays.copyOf(java.util.Objects.requireNonNull(record.value()), 300);
        assertThatThrownBy(() -> FORMAT.decode(new Encoded(null, longer, record.headers()), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("no BSON document");
    }

    @Test
    void metadataIsOrdered_soThatTheSameEventMakesTheSameRecord() {
        Event event = Events.with(Events.PAID, Events.PAID.time(), 3, Map.of("b", "2", "a", "1", "c", "3"));
        assertThat(Events.header(FORMAT.encode(event), "ce_metadata"))
                .isEqualTo("{\"a\": \"1\", \"b\": \"2\", \"c\": \"3\"}");
    }
}
