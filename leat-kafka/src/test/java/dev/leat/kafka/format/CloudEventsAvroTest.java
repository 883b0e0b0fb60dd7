package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.kafka.ClassPath;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

final class CloudEventsAvroTest {

    private static final FormatOptions OPTIONS = FormatOptions.of("events");
    private static final SchemaFormat FORMAT = (SchemaFormat) EventFormats.of("cloudevents-avro", OPTIONS);
    private static final Placed PLACED = Events.placed(Events.PAID);

    @Test
    void record_isReadByAvroItself_asTheSpecificationSays() throws IOException {
        Encoded record = FORMAT.encode(Events.PAID);
        assertThat(Events.header(record, "content-type")).isEqualTo("application/cloudevents+avro");
        assertThat(record.key()).isEqualTo("account-7".getBytes(StandardCharsets.UTF_8));
        Schema schema = new Schema.Parser().parse(FORMAT.schema());
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(record.value(), null));
        Map<String, String> attributes = new java.util.HashMap<>();
        ((Map<?, ?>) read.get("attribute")).forEach((name, value) -> attributes.put(name.toString(), value.toString()));
        assertThat(attributes)
                .containsOnly(
                        Map.entry("specversion", "1.0"),
                        Map.entry("id", "65a000000000000000000001"),
                        Map.entry("source", "/leat/events"),
                        Map.entry("type", "PaymentReceived"),
                        Map.entry("subject", "account-7"),
                        Map.entry("time", "2026-01-01T00:00:00Z"),
                        Map.entry("datacontenttype", "application/json"),
                        Map.entry("streamversion", "3"),
                        Map.entry("metadata", "{\"user\": \"u-1\"}"));
        assertThat(StandardCharsets.UTF_8.decode((ByteBuffer) read.get("data")).toString())
                .isEqualTo("""
                {"currency": "EUR", "amount": {"$numberDecimal": "1.50"}, "cents": {"$numberLong": "150"}}""");
    }

    @Test
    void dataThatJsonWouldChange_travelsAsBson() {
        Events.roundTrip(FORMAT, Events.of(new BsonDocument("$oid", new BsonInt32(1))));
        Events.roundTrip(EventFormats.of("cloudevents-avro", OPTIONS.withBsonData()), Events.PAID);
    }

    @Test
    void otherModes_readItToo() {
        EventFormat json = EventFormats.of("cloudevents-json", OPTIONS);
        assertThat(json.decode(FORMAT.encode(Events.PAID), PLACED)).isEqualTo(Events.PAID);
        assertThat(FORMAT.decode(json.encode(Events.PAID), PLACED)).isEqualTo(Events.PAID);
    }

    @Test
    void schemasOfOthers_areResolved_orRefused() {
        Encoded record = FORMAT.encode(Events.PAID);
        String renamed = FORMAT.schema().replace("\"CloudEventData\"", "\"Json\"");
        assertThat(FORMAT.decode(record, PLACED, renamed)).isEqualTo(Events.PAID);
        for (String other : List.of("\"string\"", "{", "{\"type\": \"record\", \"name\": \"X\", \"fields\": []}")) {
            assertThatThrownBy(() -> FORMAT.decode(record, PLACED, other))
                    .isInstanceOf(UnreadableRecordException.class);
        }
    }

    @Test
    void bytesBehindTheEvent_areRefused() {
        byte[] value = Objects.requireNonNull(FORMAT.encode(Events.PAID).value());
        byte[] longer = Arrays.copyOf(value, value.length + 1);
        assertThatThrownBy(() -> FORMAT.decode(Events.record("application/cloudevents+avro", longer), PLACED))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("behind");
    }

    @Test
    void withoutAvroOnTheClassPath_theDependencyIsNamed() throws Exception {
        try (URLClassLoader without = ClassPath.without(File.separator + "avro-")) {
            Class<?> options = without.loadClass(FormatOptions.class.getName());
            Object defaults = options.getMethod("of", String.class).invoke(null, "events");
            var factory = without.loadClass(EventFormats.class.getName()).getMethod("of", String.class, options);
            assertThat(factory.invoke(null, "cloudevents-json", defaults)).isNotNull();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> factory.invoke(null, "cloudevents-avro", defaults))
                        .isInstanceOf(InvocationTargetException.class)
                        .cause()
                        .hasMessageContaining("Add the dependency org.apache.avro:avro")
                        .extracting(cause -> cause.getClass().getSimpleName())
                        .isEqualTo("ConfigurationException");
            }
        }
    }
}
