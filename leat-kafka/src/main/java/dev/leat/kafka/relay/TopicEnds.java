package dev.leat.kafka.relay;

import dev.leat.event.Position;
import dev.leat.kafka.topic.RecordHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads back from the end of a topic what is in it.
 *
 * @param last position of the last event in each topic partition that has one
 * @param empty whether the topic holds nothing and never did
 */
record TopicEnds(Map<Integer, Position> last, boolean empty) {

    private static final long FIRST_LOOK = 16;
    private static final int LOOK_FACTOR = 32;
    private static final int MOST_SILENT_POLLS = 60;
    private static final Duration POLL_WAIT = Duration.ofMillis(500);

    /**
     * Reads, with a consumer that is in no group and sees committed records only.
     *
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer
     */
    static TopicEnds read(Consumer<byte[], byte[]> consumer, String topic, int partitions) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Map<Integer, Position> last = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(all);
        open.removeIf(partition -> begins.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
        // The last records of a partition may be marks of transactions, which are not shown: then look further back.
        for (long look = FIRST_LOOK; !open.isEmpty(); look *= LOOK_FACTOR) {
            look(consumer, open, begins, ends, look, last);
            long seen = look;
            open.removeIf(partition -> last.containsKey(partition.partition())
                    || ends.getOrDefault(partition, 0L) - seen <= begins.getOrDefault(partition, 0L));
        }
        return new TopicEnds(Map.copyOf(last), ends.values().stream().allMatch(end -> end == 0));
    }

    private static void look(
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> open,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            long records,
            Map<Integer, Position> last) {
        consumer.assign(open);
        open.forEach(partition -> consumer.seek(
                partition, Math.max(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - records)));
        int silent = 0;
        while (open.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            int received = 0;
            for (ConsumerRecord<byte[], byte[]> value : consumer.poll(POLL_WAIT)) {
                received++;
                RecordHeaders.of(value.headers())
                        .ifPresent(headers -> last.merge(value.partition(), headers.position(), Position::max));
            }
            silent = received == 0 ? silent + 1 : 0;
            if (silent == MOST_SILENT_POLLS) {
                throw new TimeoutException("The end of topic partitions " + open + " does not come.");
            }
        }
    }
}
