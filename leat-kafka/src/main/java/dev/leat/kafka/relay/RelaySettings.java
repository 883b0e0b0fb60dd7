package dev.leat.kafka.relay;

import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.topic.EventTopic;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * How a relay works. Immutable.
 *
 * @param topics to which events go
 * @param producers opens producers
 * @param consumers opens consumers that are in no group
 * @param transactional whether the producers have a transactional id
 * @param formats how records of a topic are written
 * @param maxRecordBytes larger events travel as pointers
 */
public record RelaySettings(
        List<EventTopic> topics,
        Supplier<Producer<byte[], byte[]>> producers,
        Supplier<Consumer<byte[], byte[]>> consumers,
        boolean transactional,
        Function<EventTopic, EventFormat> formats,
        int maxRecordBytes) {

    public RelaySettings {
        topics = List.copyOf(topics);
    }
}
