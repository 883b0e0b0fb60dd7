package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.failure.ConfigurationException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudEventsJsonTest {

    private static final FormatOptions OPTIONS = FormatOptions.of("events");
    private static final EventFormat FORMAT = EventFormats.of("cloudevents-json", OPTIONS);
    private static final Placed PLACED = Events.placed(Events.PAID);

    @Test
    void record_isACloudEvent_keyedByItsStream() {
        Encoded record = FORMAT.encode(Events.PAID);
        assertThat(record.key()).isEqualTo("account-7".getBytes(StandardCharsets.UTF_8));
        assertThat(Events.header(record, "content-type")).isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(record.headers()).hasSize(1);
        assertThat(Events.value(record)).isEqualTo("""
                {"specversion": "1.0", "id": "65a000000000000000000001", "source": "/leat/events", \
                "type": "PaymentReceived", "subject": "account-7", "time": "2026-01-01T00:00:00Z", \
                "datacontenttype": "application/json", "streamversion": "3", "metadata": "{\\"user\\": \\"u-1\\"}", \
                "data": {"currency": "EUR", "amount": {"$numberDecimal": "1.50"}, "cents": {"$numberLong": "150"}}}""");
    }

    @Test
    void whatAnEventLacks_isLeftOut() {
        Event event = Events.with(Events.PAID, Instant.EPOCH, Event.NO_VERSION, Map.of());
        assertThat(BsonDocument.parse(Events.value(FORMAT.encode(event))))
                .containsOnlyKeys("specversion", "id", "source", "type", "subject", "datacontenttype", "data");
        Events.roundTrip(FORMAT, event);
    }

    @Test
    void traces_areAttributesOfTheirOwn() {
        Map<String, String> metadata = Map.of("traceparent", "00-0af7-b7ad-01", "tracestate", "a=b", "user", "u-1");
        Event event = Events.with(Events.PAID, Instant.EPOCH, 1, metadata);
        assertThat(BsonDocument.parse(Events.value(FORMAT.encode(event))))
                .containsEntry("traceparent", new BsonString("00-0af7-b7ad-01"))
                .containsEntry("tracestate", new BsonString("a=b"))
                .containsEntry("metadata", new BsonString("{\"user\": \"u-1\"}"));
        Events.roundTrip(FORMAT, event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-01T00:00:00.120Z | time",
                "0000-01-01T00:00:00Z | time",
                "9999-12-31T23:59:59.999Z | time",
                "+10000-01-01T00:00:00Z | extendedtime",
                "-0001-12-31T23:59:59.999Z | extendedtime"
            })
    void time_isAnAttributeThatRfc3339CanSay(Instant time, String attribute) {
        Event event = Events.with(Events.PAID, time, 1, Map.of());
        BsonDocument written = BsonDocument.parse(Events.value(FORMAT.encode(event)));
        assertThat(written).containsEntry(attribute, new BsonString(time.toString()));
        assertThat(written.keySet())
                .containsOnlyOnce(attribute)
                .doesNotContain(attribute.equals("time") ? "extendedtime" : "time");
        Events.roundTrip(FORMAT, event);
    }

    @Test
    void dataThatJsonWouldChange_travelsAsBson() {
        Event event = Events.of(new BsonDocument("$oid", new BsonString("65a000000000000000000001")));
        assertThat(BsonDocument.parse(Events.value(FORMAT.encode(event))))
                .doesNotContainKey("data")
                .containsEntry("datacontenttype", new BsonString("application/bson"))
                .containsEntry(
                        "data_base64", new BsonString("KAAAAAIkb2lkABkAAAA2NWEwMDAwMDAwMDAwMDAwMDAwMDAwMDEAAA=="));
        Events.roundTrip(FORMAT, event);
    }

    @Test
    void plainNumbers_areBare_andMayComeBackSmaller() {
        EventFormat plain = EventFormats.of("cloudevents-json", OPTIONS.withPlainNumbers());
        Encoded record = plain.encode(Events.of(BsonDocument.parse("{a: NumberLong(5), b: NumberLong(5000000000)}")));
        assertThat(Events.value(record)).endsWith("\"data\": {\"a\": 5, \"b\": 5000000000}}");
        assertThat(plain.decode(record, PLACED).data())
                .isEqualTo(new BsonDocument("a", new BsonInt32(5)).append("b", new BsonInt64(5_000_000_000L)));
    }

    @Test
    void source_isTheNameOfTheSource_orWhatIsConfigured() {
        assertThat(FormatOptions.of("events").source()).hasToString("/leat/events");
        assertThat(FormatOptions.of("a b").source()).hasToString("/leat/a%20b");
        FormatOptions own = OPTIONS.withSource(URI.create("https://bank.example/events"));
        assertThat(Events.value(new CloudEventsJson(own).encode(Events.PAID)))
                .contains("\"source\": \"https://bank.example/events\"");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> OPTIONS.withSource(URI.create("")));
    }

    @Test
    void id_isText_whateverItIs() {
        UUID uuid = UUID.fromString("00000000-0000-0001-0000-000000000002");
        assertThat(Attributes.text(EventId.of("e-1"))).isEqualTo("e-1");
        assertThat(Attributes.text(EventId.of(""))).isEqualTo("\"\"");
        assertThat(Attributes.text(EventId.of(uuid))).isEqualTo(uuid.toString());
        assertThat(Attributes.text(EventId.of(7L))).isEqualTo("7");
        assertThat(Attributes.text(EventId.of(BsonDocument.parse("{a: 1}")))).isEqualTo("{\"a\": 1}");
        assertThat(Attributes.text(EventId.of(org.bson.BsonBoolean.TRUE))).isEqualTo("{\"_id\": true}");
    }

    @Test
    void eventsOfOthers_areRead_withNumbersAndOffsets() {
        Event event = FORMAT.decode(Events.record("application/cloudevents+json", """
                        {"specversion": "1.0", "id": "x", "source": "s", "type": "T", "subject": "a", "streamversion": 3,
                         "time": "2026-01-01t01:00:00+01:00", "partitionkey": null, "other": {"a": 1}, "flag": true,
                         "data": {"b": 1}}"""), PLACED);
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.time()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(event.data()).isEqualTo(new BsonDocument("b", new BsonInt32(1)));
        assertThat(event.metadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | The record is no JSON document.",
                "{\"specversion\": \"0.3\", \"data\": {}} | not of version 1.0",
                "{\"type\": \"T\", \"data\": {}} | no attribute specversion",
                "{\"specversion\": \"1.0\", \"type\": \"T\", \"data\": {}} | no attribute subject",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"data\": {}} | no attribute type",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"\", \"data\": {}} | no attribute type",
                "{\"specversion\": \"1.0\", \"subject\": \" \", \"type\": \"T\", \"data\": {}} | no stream id",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \" \", \"data\": {}} | no name of a type",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"data\": 5} | data is no document",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"data_base64\": \"*\"} | no Base64",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"data_base64\": \"AA==\"} | no JSON document",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"data_base64\": \"AA==\", \"datacontenttype\": \"text/xml\"} | another type",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"streamversion\": \"x\", \"data\": {}} | no integer",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"streamversion\": -1, \"data\": {}} | no integer",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"time\": \"noon\", \"data\": {}} | no time",
                "{\"specversion\": \"1.0\", \"subject\": \"a\", \"type\": \"T\", \"metadata\": \"[1]\", \"data\": {}} | metadata is no",
            })
    void whatIsNone_isRefused_withoutItsText(String value, String message) {
        assertThatThrownBy(() -> FORMAT.decode(Events.record(CloudEventsJson.CONTENT_TYPE, value), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(message);
    }

    @Test
    void tombstonesAndOtherRecords_areRefused() {
        assertThatThrownBy(() -> FORMAT.decode(new Encoded(null, null, new RecordHeaders()), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("tombstone");
        assertThatThrownBy(() -> FORMAT.decode(Events.record("application/json", "{}"), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("content-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "json", "CLOUDEVENTS-JSON"})
    void unknownNames_areRefused_withThoseThatThereAre(String name) {
        assertThatThrownBy(() -> EventFormats.of(name, OPTIONS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cloudevents-json")
                .hasMessageContaining("cloudevents-binary");
    }

    @Test
    void typedData_isRefused() {
        Event typed = new Event(
                Events.PAID.position(),
                Events.PAID.id(),
                5,
                Events.PAID.stream(),
                1,
                Events.PAID.type(),
                Instant.EPOCH,
                "text",
                Map.of());
        assertThatThrownBy(() -> FORMAT.encode(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BsonDocument");
    }
}
