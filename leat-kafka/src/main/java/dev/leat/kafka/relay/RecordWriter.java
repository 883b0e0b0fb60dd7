package dev.leat.kafka.relay;

import dev.leat.event.Event;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.topic.RecordHeaders;
import dev.leat.kafka.topic.RecordHeaders.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Makes records of events. Thread-safe. */
final class RecordWriter {

    /** What a record's batch and the numbers in it add, with room to spare. */
    private static final int OVERHEAD_BYTES = 512;

    private final EventFormat format;
    private final int maxRecordBytes;

    RecordWriter(EventFormat format, int maxRecordBytes) {
        this.format = format;
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * The record of an event.
     *
     * @param stored with its data as stored
     * @param previous position of the record before it in the same topic partition
     */
    ProducerRecord<byte[], byte[]> record(String topic, int partition, FeedItem stored, Position previous) {
        return switch (stored) {
            case UnreadableEvent unreadable ->
                made(topic, partition, unreadable, previous, Content.UNREADABLE, word(unreadable, null));
            case Event event -> {
                ProducerRecord<byte[], byte[]> whole =
                        made(topic, partition, event, previous, Content.EVENT, format.encode(event));
                yield sizeOf(whole) <= maxRecordBytes
                        ? whole
                        : made(topic, partition, event, previous, Content.POINTER, word(event, event));
            }
        };
    }

    /** An event without data that stands for one that is not in the record. */
    private Encoded word(FeedItem item, @Nullable Event event) {
        return format.encode(new Event(
                item.position(),
                item.id(),
                item.slot(),
                event != null ? event.stream() : StreamId.of("unreadable"),
                event != null ? event.version() : Event.NO_VERSION,
                event != null ? event.type() : EventType.of("dev.leat.unreadable"),
                event != null ? event.time() : Instant.EPOCH,
                new BsonDocument(),
                Map.of()));
    }

    private static ProducerRecord<byte[], byte[]> made(
            String topic, int partition, FeedItem item, Position previous, Content content, Encoded encoded) {
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, partition, encoded.key(), encoded.value(), encoded.headers());
        @Nullable String stream = item instanceof Event event ? event.stream().value() : null;
        long version = item instanceof Event event ? event.version() : Event.NO_VERSION;
        new RecordHeaders(item.position(), previous, item.id(), item.slot(), content)
                .writeTo(made.headers(), stream, version);
        return made;
    }

    private static int sizeOf(ProducerRecord<byte[], byte[]> made) {
        int size = OVERHEAD_BYTES + length(made.key()) + length(made.value());
        for (Header header : made.headers()) {
            size += length(header.key().getBytes(StandardCharsets.UTF_8)) + length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
