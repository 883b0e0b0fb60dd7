package dev.leat.kafka.consumer;

import dev.leat.event.Position;
import dev.leat.kafka.topic.RecordHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where to read on behind a position, by halving: positions grow along a topic partition, but for records that were
 * written twice. Where it is wrong, doubles are dropped and gaps are filled all the same. Thread-safe.
 */
final class OffsetSearch {

    /** So few records are quicker read than searched. */
    private static final long FEW = 2_000;

    private static final Duration PROBE_WAIT = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /**
     * A search.
     *
     * @param consumers opens consumers that are in no group
     */
    OffsetSearch(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /** An offset at or before the first record behind a position. */
    long offsetBehind(TopicPartition partition, Position position) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(List.of(partition));
            long low = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long high = consumer.endOffsets(List.of(partition)).getOrDefault(partition, low);
            while (high - low > FEW && !position.equals(Position.START)) {
                long middle = low + (high - low) / 2;
                Optional<Position> found = positionAt(consumer, partition, middle);
                if (found.isPresent() && position.covers(found.get())) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    private static Optional<Position> positionAt(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        for (ConsumerRecord<byte[], byte[]> value : consumer.poll(PROBE_WAIT)) {
            Optional<RecordHeaders> headers = RecordHeaders.of(value.headers());
            if (headers.isPresent()) {
                return headers.map(RecordHeaders::position);
            }
        }
        return Optional.empty();
    }
}
