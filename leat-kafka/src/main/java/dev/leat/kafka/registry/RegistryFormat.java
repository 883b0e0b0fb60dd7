package dev.leat.kafka.registry;

import dev.leat.event.Event;
import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.format.Placed;
import dev.leat.kafka.format.SchemaFormat;
import dev.leat.kafka.format.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A format whose records name their schema in a registry, as Confluent's serializers write them. Thread-safe.
 *
 * <p>The schema is checked and registered before the first record is made, so that nothing is published with one that the
 * registry refuses. Reading asks the registry once for each schema.
 */
public final class RegistryFormat implements EventFormat {

    private static final String CONTENT_TYPE = "content-type";

    private final SchemaFormat format;
    private final SchemaRegistry registry;
    private final String subject;
    private final RegisteredSchema schema;

    private RegistryFormat(SchemaFormat format, SchemaRegistry registry, String subject) {
        this.format = format;
        this.registry = registry;
        this.subject = subject;
        schema = new RegisteredSchema(format.schemaType(), format.schema());
    }

    /**
     * Wraps a format.
     *
     * @param registry stays the caller's, who closes it
     * @param topic where the records go
     * @throws ConfigurationException when the format has no schema, as that of the binary mode
     */
    public static RegistryFormat of(
            EventFormat format, SchemaRegistry registry, SubjectStrategy strategy, String topic) {
        if (!(format instanceof SchemaFormat withSchema)) {
            throw new ConfigurationException(
                    "Records of topic " + topic + " have a format without a schema, and a schema"
                            + " registry. Use cloudevents-json or cloudevents-avro, or no registry.");
        }
        return new RegistryFormat(withSchema, registry, strategy.subject(topic, withSchema.schemaName()));
    }

    /**
     * Checks the schema and registers it.
     *
     * @throws SchemaRegistryException when it is incompatible or the registry does not answer
     */
    @Override
    public void prepare() {
        registry.register(subject, schema);
    }

    /**
     * The record of an event.
     *
     * @throws SchemaRegistryException when the schema is not registered yet, and cannot be
     */
    @Override
    public Encoded encode(Event event) {
        int id = registry.register(subject, schema);
        Encoded plain = format.encode(event);
        // The value is no longer of the type that the header names.
        Headers headers = plain.headers().remove(CONTENT_TYPE);
        return new Encoded(plain.key(), WireFormat.write(id, Objects.requireNonNull(plain.value())), headers);
    }

    /**
     * The event in a record.
     *
     * @throws UnreadableRecordException when the record names no schema that the registry knows, or is none of this format
     * @throws SchemaRegistryException when the registry does not answer; the same record may be read later
     */
    @Override
    public Event decode(Encoded record, Placed placed) {
        byte[] value = record.value();
        if (value == null) {
            throw new UnreadableRecordException("The record has no value: it is a tombstone.");
        }
        int id = WireFormat.id(value);
        RegisteredSchema writer = registry.schema(id)
                .orElseThrow(() -> new UnreadableRecordException(
                        "The record names the schema " + id + ", which the registry does not know."));
        if (!writer.type().equals(format.schemaType())) {
            throw new UnreadableRecordException(
                    "The record names the schema " + id + " of another type than " + format.schemaType() + ".");
        }
        byte[] rest = Arrays.copyOfRange(value, WireFormat.PREFIX, value.length);
        return format.decode(new Encoded(record.key(), rest, headers(record)), placed, writer.text());
    }

    /** The headers with the type that the rest of the value has. */
    private RecordHeaders headers(Encoded record) {
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        headers.remove(CONTENT_TYPE);
        headers.add(CONTENT_TYPE, format.contentType().getBytes(StandardCharsets.UTF_8));
        return headers;
    }
}
