package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;

/** Events and records for tests. */
final class Events {

    static final BsonDocument PAYMENT =
            BsonDocument.parse("{currency: 'EUR', amount: NumberDecimal('1.50'), cents: NumberLong(150)}");
    static final Event PAID =
            event("account-7", 3, Instant.parse("2026-01-01T00:00:00Z"), PAYMENT, Map.of("user", "u-1"));

    private Events() {}

    static Event event(String stream, long version, Instant time, BsonDocument data, Map<String, String> metadata) {
        return new Event(
                Position.of(17),
                EventId.of(new ObjectId("65a000000000000000000001")),
                5,
                StreamId.of(stream),
                version,
                EventType.of("PaymentReceived"),
                time,
                data,
                metadata);
    }

    static Event of(BsonDocument data) {
        return event("account-7", 3, Instant.parse("2026-01-01T00:00:00Z"), data, Map.of());
    }

    static Event with(Event event, Instant time, long version, Map<String, String> metadata) {
        return event(event.stream().value(), version, time, EventData.of(event), metadata);
    }

    static Placed placed(Event event) {
        return new Placed(event.position(), event.id(), event.slot());
    }

    static void roundTrip(EventFormat format, Event event) {
        Event read = format.decode(format.encode(event), placed(event));
        // Equal documents may differ in the order of fields and in numbers' bits.
        byte[] expected = ExactBson.write(EventData.of(event));
        assertThat(ExactBson.write(EventData.of(read)))
                .as(() -> EventData.of(event) + " came back as " + EventData.of(read))
                .isEqualTo(expected);
        assertThat(read).isEqualTo(event);
    }

    static Encoded record(String contentType, String value) {
        return record(contentType, value.getBytes(StandardCharsets.UTF_8));
    }

    static Encoded record(String contentType, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", contentType.getBytes(StandardCharsets.UTF_8));
        return new Encoded(null, value, headers);
    }

    static String value(Encoded record) {
        return new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    }

    static String header(Encoded record, String name) {
        Header header = Objects.requireNonNull(record.headers().lastHeader(name), name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
