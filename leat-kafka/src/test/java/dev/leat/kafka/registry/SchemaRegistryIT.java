package dev.leat.kafka.registry;

import static dev.leat.kafka.registry.RegistryFormatTest.EVENT;
import static dev.leat.kafka.registry.RegistryFormatTest.PLACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.kafka.SharedRegistry;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.format.EventFormats;
import dev.leat.kafka.format.FormatOptions;
import dev.leat.kafka.format.SchemaFormat;
import dev.leat.testkit.kafka.ApicurioRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of registries against a real one: Apicurio with Confluent's interface. */
final class SchemaRegistryIT {

    private final ApicurioRegistry server = SharedRegistry.get();

    private SchemaRegistry registry;

    @BeforeEach
    void open() {
        registry = SchemaRegistry.at(server.url()).build();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private RegistryFormat format(String name, String topic) {
        return RegistryFormat.of(plain(name), registry, SubjectStrategy.TOPIC_NAME, topic);
    }

    private static EventFormat plain(String name) {
        return EventFormats.of(name, FormatOptions.of("events"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-json", "cloudevents-avro"})
    void recordNamesTheSchema_thatTheRegistryHasForTheTopic(String name) throws Exception {
        String topic = "wire-" + name;
        Encoded record = format(name, topic).encode(EVENT);
        ByteBuffer value = ByteBuffer.wrap(Objects.requireNonNull(record.value()));
        assertThat(value.get()).isZero();
        int id = value.getInt();
        byte[] rest = Arrays.copyOfRange(value.array(), 5, value.array().length);
        assertThat(rest).isEqualTo(plain(name).encode(EVENT).value());

        BsonDocument latest = BsonDocument.parse(server.get("/subjects/" + topic + "-value/versions/latest"));
        assertThat(latest.getNumber("id").intValue()).isEqualTo(id);
        SchemaFormat schema = (SchemaFormat) plain(name);
        assertThat(BsonDocument.parse("{a: " + latest.getString("schema").getValue() + "}"))
                .isEqualTo(BsonDocument.parse("{a: " + schema.schema() + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-json", "cloudevents-avro"})
    void otherReplica_readsIt_byTheIdAlone(String name) {
        Encoded record = format(name, "read-" + name).encode(EVENT);
        try (SchemaRegistry other = SchemaRegistry.at(server.url()).build()) {
            RegistryFormat reading = RegistryFormat.of(plain(name), other, SubjectStrategy.TOPIC_NAME, "elsewhere");
            assertThat(reading.decode(record, PLACED)).isEqualTo(EVENT);
        }
    }

    @Test
    void avroRecord_isReadByAvro_withTheSchemaFromTheRegistry() throws IOException {
        byte[] value = Objects.requireNonNull(
                format("cloudevents-avro", "plain-avro").encode(EVENT).value());
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        Schema schema =
                new Schema.Parser().parse(registry.schema(id).orElseThrow().text());
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        assertThat(read.get("attribute").toString()).contains("account-7");
    }

    @Test
    void registeringAgain_givesTheSameId() {
        int id = registry.register("again-value", new RegisteredSchema("AVRO", "\"string\""));
        try (SchemaRegistry other = SchemaRegistry.at(server.url()).build()) {
            assertThat(other.register("again-value", new RegisteredSchema("AVRO", "\"string\"")))
                    .isEqualTo(id);
        }
    }

    @Test
    void incompatibleSchema_isRefused_andNothingIsRegistered() throws Exception {
        registry.register("taken-value", new RegisteredSchema("AVRO", "\"string\""));
        assertThat(server.put("/config/taken-value", "{\"compatibility\": \"BACKWARD\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> format("cloudevents-avro", "taken").encode(EVENT))
                .withMessageContaining("subject taken-value")
                .withMessageContaining("nothing was published")
                .matches(e -> !e.isTransient());
        assertThat(server.get("/subjects/taken-value/versions")).isEqualTo("[1]");
    }

    @Test
    void schemaThatIsNone_isRefused_withTheRegistrysWords() {
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry.register("broken-value", new RegisteredSchema("AVRO", "{")))
                .withMessageContaining("broken-value");
    }

    @Test
    void idThatNobodyHas_isEmpty() {
        assertThat(registry.schema(1_000_000)).isEmpty();
    }
}
