package dev.leat.kafka.format;

import dev.leat.event.Event;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonWriter;

/**
 * CloudEvents in structured mode: the value is one JSON object with attributes and data.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON format</a>
 */
final class CloudEventsJson implements SchemaFormat {

    static final String CONTENT_TYPE = ContentType.CLOUDEVENTS_JSON + "; charset=UTF-8";

    private static final String SCHEMA = Schemas.read("cloudevent.schema.json");
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";

    private final FormatOptions options;
    private final ExactJson json;

    CloudEventsJson(FormatOptions options) {
        this.options = options;
        json = new ExactJson(options.plainNumbers());
    }

    @Override
    public Encoded encode(Event event) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(ContentType.HEADER, Texts.bytes(CONTENT_TYPE));
        return new Encoded(Texts.bytes(event.stream().value()), Texts.bytes(text(event)), headers);
    }

    private String text(Event event) {
        BsonDocument data = EventData.of(event);
        try {
            return json.write(writer -> {
                writeAttributes(writer, event, ContentType.JSON);
                writer.writeName(DATA);
                ExactJson.write(writer, data);
            });
        } catch (Inexact e) {
            String base64 = Base64.getEncoder().encodeToString(ExactBson.write(data));
            return json.write(writer -> {
                writeAttributes(writer, event, ContentType.BSON);
                writer.writeString(DATA_BASE64, base64);
            });
        }
    }

    private void writeAttributes(JsonWriter writer, Event event, String dataContentType) {
        Attributes.of(event, options.source(), dataContentType).forEach(writer::writeString);
    }

    @Override
    public Event decode(Encoded record, Placed placed) {
        return CloudEvents.decode(record, placed);
    }

    /** JSON is read without its schema. */
    @Override
    public Event decode(Encoded record, Placed placed, String writerSchema) {
        return decode(record, placed);
    }

    @Override
    public String schemaType() {
        return "JSON";
    }

    @Override
    public String schemaName() {
        return "CloudEvent";
    }

    @Override
    public String schema() {
        return SCHEMA;
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    /** Reads the value of a record in structured mode. */
    static CloudEvent read(byte[] value) {
        BsonDocument event = Documents.fromJson("The record", value);
        Map<String, String> attributes = new LinkedHashMap<>();
        event.forEach((name, attribute) -> {
            if (!name.equals(DATA)) {
                putText(attributes, name, attribute);
            }
        });
        boolean inBytes = !(event.get(DATA) instanceof BsonDocument);
        return new CloudEvent(
                attributes,
                data(event, attributes),
                inBytes && ContentType.isBson(attributes.get(Attributes.DATA_CONTENT_TYPE)));
    }

    /** Attributes are text, numbers or truth values; null is as good as absent, and Leat reads none that are more. */
    private static void putText(Map<String, String> attributes, String name, BsonValue value) {
        switch (value.getBsonType()) {
            case STRING -> attributes.put(name, value.asString().getValue());
            case INT32, INT64 ->
                attributes.put(name, Long.toString(value.asNumber().longValue()));
            case BOOLEAN ->
                attributes.put(name, Boolean.toString(value.asBoolean().getValue()));
            default -> {}
        }
    }

    private static BsonDocument data(BsonDocument event, Map<String, String> attributes) {
        BsonValue data = event.get(DATA);
        if (data instanceof BsonDocument document) {
            return document;
        }
        if (!(event.get(DATA_BASE64) instanceof BsonString base64)) {
            throw new UnreadableRecordException("The CloudEvent's data is no document.");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.getValue());
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("The CloudEvent's data_base64 is no Base64.");
        }
        return EventData.read(attributes.get(Attributes.DATA_CONTENT_TYPE), bytes);
    }
}
