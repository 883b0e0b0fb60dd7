package dev.leat.chaos.replica;

import dev.leat.kafka.topic.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Makes a consumer break a promise, so that the judge can be judged: it changes what records say of their place before
 * Leat sees them. Kafka makes it by its name. Confined to the consumer's thread.
 */
public final class BrokenRecords implements ConsumerInterceptor<byte[], byte[]> {

    /** Key of the consumer's property that names the promise. */
    static final String PROMISE = "chaos.broken";

    private static final String PREVIOUS = "leat-previous";

    private final Map<TopicPartition, Long> highest = new HashMap<>();
    private @Nullable Broken promise;

    /** Only consumers of a group break it, not the relay's look back at the topic. */
    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(ConsumerConfig.GROUP_ID_CONFIG) != null) {
            promise = Broken.valueOf(String.valueOf(configs.get(PROMISE)));
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (promise == Broken.KEEP_GAPS) {
            records.forEach(each -> replace(each, PREVIOUS, 0));
        } else if (promise == Broken.KEEP_DOUBLES) {
            records.forEach(this::renumber);
        }
        return records;
    }

    /** Gives a record that was there before a place behind all that came. */
    private void renumber(ConsumerRecord<byte[], byte[]> each) {
        long position = RecordHeaders.of(each.headers())
                .map(headers -> headers.position().value())
                .orElse(0L);
        TopicPartition partition = new TopicPartition(each.topic(), each.partition());
        long last = highest.getOrDefault(partition, 0L);
        if (position > 0 && position <= last) {
            position = last + 1;
            replace(each, RecordHeaders.POSITION, position);
            replace(each, PREVIOUS, last);
        }
        highest.merge(partition, position, Math::max);
    }

    private static void replace(ConsumerRecord<byte[], byte[]> each, String header, long value) {
        if (each.headers().lastHeader(header) != null) {
            each.headers().remove(header).add(header, Long.toString(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
