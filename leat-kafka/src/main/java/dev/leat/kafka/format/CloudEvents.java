package dev.leat.kafka.format;

import dev.leat.event.Event;
import org.jspecify.annotations.Nullable;

/** Reads CloudEvents of every mode, whichever the record says it has. */
final class CloudEvents {

    private CloudEvents() {}

    static Event decode(Encoded record, Placed placed) {
        return Attributes.toEvent(read(record), placed);
    }

    static CloudEvent read(Encoded record) {
        byte[] value = record.value();
        if (value == null) {
            throw new UnreadableRecordException("The record has no value: it is a tombstone.");
        }
        @Nullable String contentType = ContentType.of(record.headers());
        String base = contentType == null ? "" : ContentType.base(contentType);
        if (base.equals(ContentType.CLOUDEVENTS_JSON)) {
            return CloudEventsJson.read(value);
        }
        if (base.equals(ContentType.CLOUDEVENTS_AVRO)) {
            return Avro.read(value);
        }
        if (record.headers().lastHeader(CloudEventsBinary.PREFIX + "specversion") != null) {
            return CloudEventsBinary.read(record, value);
        }
        throw new UnreadableRecordException("The record is no CloudEvent: header " + ContentType.HEADER + " is neither "
                + ContentType.CLOUDEVENTS_JSON + " nor " + ContentType.CLOUDEVENTS_AVRO + ", and there is no header "
                + CloudEventsBinary.PREFIX
                + "specversion.");
    }
}
