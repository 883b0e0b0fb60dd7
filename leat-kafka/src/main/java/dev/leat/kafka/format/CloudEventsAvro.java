package dev.leat.kafka.format;

import dev.leat.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * CloudEvents in structured mode, as Avro. Data is the JSON or BSON that {@link EventData} writes, as bytes, because the
 * values of Avro's own JSON are fewer than BSON's.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/avro-format.md">Avro format</a>
 */
final class CloudEventsAvro implements SchemaFormat {

    private static final String TEXT = Schemas.read("cloudevent.avsc");
    private static final Schema SCHEMA = new Schema.Parser().parse(TEXT);
    private static final String ATTRIBUTE = "attribute";
    private static final String DATA = "data";
    private static final String WHAT = "The record";

    private final FormatOptions options;
    private final ExactJson json;

    CloudEventsAvro(FormatOptions options) {
        this.options = options;
        json = new ExactJson(options.plainNumbers());
    }

    @Override
    public Encoded encode(Event event) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(ContentType.HEADER, Texts.bytes(contentType()));
        EventData data = EventData.write(EventData.of(event), options, json);
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put(ATTRIBUTE, Attributes.of(event, options.source(), data.contentType()));
        record.put(DATA, ByteBuffer.wrap(data.bytes()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed.", e);
        }
        return new Encoded(Texts.bytes(event.stream().value()), out.toByteArray(), headers);
    }

    @Override
    public Event decode(Encoded record, Placed placed) {
        return CloudEvents.decode(record, placed);
    }

    @Override
    public Event decode(Encoded record, Placed placed, String writerSchema) {
        byte[] value = record.value();
        if (value == null) {
            throw new UnreadableRecordException("The record has no value: it is a tombstone.");
        }
        Schema writer;
        try {
            writer = writerSchema.equals(TEXT) ? SCHEMA : new Schema.Parser().parse(writerSchema);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException("The schema of the record is no Avro schema.");
        }
        return Attributes.toEvent(read(value, writer), placed);
    }

    @Override
    public String schemaType() {
        return "AVRO";
    }

    @Override
    public String schemaName() {
        return SCHEMA.getFullName();
    }

    @Override
    public String schema() {
        return TEXT;
    }

    @Override
    public String contentType() {
        return ContentType.CLOUDEVENTS_AVRO;
    }

    /** Reads the value of a record in this mode, written with this schema. */
    static CloudEvent read(byte[] value) {
        return read(value, SCHEMA);
    }

    private static CloudEvent read(byte[] value, Schema writer) {
        GenericRecord record;
        BoundedDecoder decoder = new BoundedDecoder(value);
        try {
            record = new GenericDatumReader<GenericRecord>(writer, SCHEMA).read(null, decoder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException(WHAT + " is no Avro of the schema " + SCHEMA.getFullName() + ".");
        }
        if (decoder.hasRemaining()) {
            throw new UnreadableRecordException(WHAT + " has bytes behind the CloudEvent.");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        ((Map<?, ?>) record.get(ATTRIBUTE)).forEach((name, attribute) -> {
            if (attribute instanceof CharSequence || attribute instanceof Integer || attribute instanceof Boolean) {
                attributes.put(name.toString(), attribute.toString());
            }
        });
        if (!(record.get(DATA) instanceof ByteBuffer data)) {
            throw new UnreadableRecordException("The CloudEvent's data is no bytes.");
        }
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        String contentType = attributes.get(Attributes.DATA_CONTENT_TYPE);
        return new CloudEvent(attributes, EventData.read(contentType, bytes), ContentType.isBson(contentType));
    }
}
