package dev.leat.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.format.EventFormats;
import dev.leat.kafka.format.FormatOptions;
import dev.leat.kafka.format.Placed;
import dev.leat.kafka.format.SchemaFormat;
import dev.leat.kafka.format.UnreadableRecordException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryFormatTest {

    static final Event EVENT = new Event(
            Position.of(1),
            EventId.of("e-1"),
            5,
            StreamId.of("account-7"),
            3,
            EventType.of("PaymentReceived"),
            Instant.parse("2026-01-01T00:00:00Z"),
            BsonDocument.parse("{amount: NumberLong(5)}"),
            Map.of());
    static final Placed PLACED = new Placed(EVENT.position(), EVENT.id(), EVENT.slot());

    private FakeRegistry server;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistry();
        registry =
                SchemaRegistry.at(server.url()).retries(1, Duration.ofMillis(1)).build();
    }

    @AfterEach
    void stop() {
        registry.close();
        server.close();
    }

    private static EventFormat plain(String name) {
        return EventFormats.of(name, FormatOptions.of("events"));
    }

    private RegistryFormat format(String name) {
        return RegistryFormat.of(plain(name), registry, SubjectStrategy.TOPIC_NAME, "payments");
    }

    private void registers(int id) {
        server.answer(404, "{}").answer(200, "{\"id\": " + id + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-json", "cloudevents-avro"})
    void record_isAZeroByte_theIdAndTheRecordItself(String name) {
        registers(0x01020304);
        RegistryFormat format = format(name);
        Encoded record = format.encode(EVENT);
        byte[] value = Objects.requireNonNull(record.value());
        assertThat(Arrays.copyOf(value, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(Arrays.copyOfRange(value, 5, value.length))
                .isEqualTo(plain(name).encode(EVENT).value());
        assertThat(record.headers().lastHeader("content-type")).isNull();
        assertThat(format.decode(record, PLACED)).isEqualTo(EVENT);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"TOPIC_NAME, payments-value", "RECORD_NAME, CloudEvent", "TOPIC_RECORD_NAME, payments-CloudEvent"})
    void subject_isWhatTheStrategySays(SubjectStrategy strategy, String subject) {
        registers(1);
        RegistryFormat.of(plain("cloudevents-json"), registry, strategy, "payments")
                .prepare();
        assertThat(server.requests().getLast().path()).isEqualTo("/subjects/" + subject + "/versions");
    }

    @Test
    void incompatibleSchema_stopsTheFirstRecord() {
        server.answer(200, "{\"is_compatible\": false, \"messages\": [\"no\"]}");
        assertThatThrownBy(() -> format("cloudevents-json").encode(EVENT))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("payments-value");
    }

    @Test
    void recordOfAnotherSchema_isReadWithThatOne() {
        registers(1);
        Encoded record = format("cloudevents-avro").encode(EVENT);
        byte[] value = Objects.requireNonNull(record.value()).clone();
        value[4] = 9;
        String renamed = ((SchemaFormat) plain("cloudevents-avro")).schema().replace("\"CloudEventData\"", "\"Other\"");
        server.answer(200, new BsonDocument("schema", new BsonString(renamed)).toJson());
        assertThat(format("cloudevents-avro").decode(new Encoded(null, value, record.headers()), PLACED))
                .isEqualTo(EVENT);
    }

    @Test
    void schemaThatNobodyKnows_orOfAnotherType_isRefused() {
        byte[] value = {0, 0, 0, 0, 9, '{', '}'};
        server.answer(404, "{}").answer(200, "{\"schema\": \"\\\"string\\\"\"}");
        RegistryFormat format = format("cloudevents-json");
        assertThatThrownBy(() -> format.decode(record(value), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("schema 9, which the registry does not know");
        assertThatThrownBy(() -> format.decode(record(value), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("another type than JSON");
    }

    @Test
    void recordWithoutAPrefix_isRefused() {
        RegistryFormat format = format("cloudevents-json");
        for (byte[] value : new byte[][] {{}, {0, 0, 0, 1}, {'{', '}', ' ', ' ', ' '}}) {
            assertThatThrownBy(() -> format.decode(record(value), PLACED))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("without a registry");
        }
        assertThatThrownBy(() -> format.decode(new Encoded(null, null, new RecordHeaders()), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("tombstone");
    }

    @Test
    void registryThatDoesNotAnswer_isNoFaultOfTheRecord() {
        server.answer(503, "");
        assertThatThrownBy(() -> format("cloudevents-json").decode(record(new byte[] {0, 0, 0, 0, 9}), PLACED))
                .isInstanceOf(SchemaRegistryException.class);
    }

    @Test
    void formatWithoutASchema_isRefused() {
        assertThatThrownBy(() -> format("cloudevents-binary"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("payments")
                .hasMessageContaining("cloudevents-json or cloudevents-avro");
    }

    private static Encoded record(byte[] value) {
        return new Encoded(null, value, new RecordHeaders());
    }
}
