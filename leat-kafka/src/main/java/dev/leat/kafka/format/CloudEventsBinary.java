package dev.leat.kafka.format;

import dev.leat.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * CloudEvents in binary mode: the attributes are headers, the value is the data alone.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     binding</a>
 */
final class CloudEventsBinary implements EventFormat {

    static final String PREFIX = "ce_";

    private final FormatOptions options;
    private final ExactJson json;

    CloudEventsBinary(FormatOptions options) {
        this.options = options;
        json = new ExactJson(options.plainNumbers());
    }

    @Override
    public Encoded encode(Event event) {
        EventData data = EventData.write(EventData.of(event), options, json);
        RecordHeaders headers = new RecordHeaders();
        headers.add(ContentType.HEADER, Texts.bytes(data.contentType()));
        Attributes.of(event, options.source(), data.contentType()).forEach((name, value) -> {
            if (!name.equals(Attributes.DATA_CONTENT_TYPE)) {
                headers.add(PREFIX + name, Texts.bytes(value));
            }
        });
        return new Encoded(Texts.bytes(event.stream().value()), data.bytes(), headers);
    }

    @Override
    public Event decode(Encoded record, Placed placed) {
        return CloudEvents.decode(record, placed);
    }

    /** Reads a record in binary mode. */
    static CloudEvent read(Encoded record, byte[] value) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                attributes.put(
                        header.key().substring(PREFIX.length()),
                        Texts.read("A header that begins with " + PREFIX, header.value()));
            }
        }
        String contentType = ContentType.of(record.headers());
        return new CloudEvent(attributes, EventData.read(contentType, value), ContentType.isBson(contentType));
    }
}
