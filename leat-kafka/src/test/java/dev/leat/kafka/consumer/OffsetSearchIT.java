package dev.leat.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.kafka.topic.RecordHeaders;
import dev.leat.kafka.topic.RecordHeaders.Content;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long topic of many segments, whose positions grow in steps. */
@RealKafka
class OffsetSearchIT {

    private static final int RECORDS = 40_000;
    private static final long STEP = 3;
    private static final long NEAR = 2_000;
    /** Of 40 000, halved until 2 000 are left. */
    private static final int FEW_READS = 5;

    private final AtomicInteger reads = new AtomicInteger();
    private TopicPartition partition;
    private OffsetSearch search;

    @BeforeEach
    void fill(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("long", 1, 1, Map.of("segment.bytes", "1048576"));
        partition = new TopicPartition(topic, 0);
        search = new OffsetSearch(() -> counting(kafka));
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                new HashMap<>(kafka.clientProperties()), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(recordOf(i)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> recordOf(int number) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(partition.topic(), 0, new byte[0], new byte[100]);
        new RecordHeaders(positionOf(number), positionOf(number - 1), EventId.of("e-" + number), 0, Content.EVENT)
                .writeTo(made.headers(), null, 0);
        return made;
    }

    private static Position positionOf(long number) {
        return Position.of((number + 1) * STEP);
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> counting(KafkaCluster kafka) {
        Consumer<byte[], byte[]> real = new KafkaConsumer<>(
                new HashMap<>(kafka.clientProperties()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("poll")) {
                        reads.incrementAndGet();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Not behind the first record that is wanted, and not far before it. */
    private void assertFound(long number, long first) {
        reads.set(0);
        long found =
                search.offsetBehind(partition, Position.of(positionOf(number).value() + 1));
        assertThat(found).isBetween(Math.max(first, number - NEAR), Math.max(first, number + 1));
        assertThat(reads.get()).isLessThanOrEqualTo(FEW_READS);
    }

    @Test
    void placeInALongTopic_isFoundWithFewReads_alsoWhenItsFrontIsGone(KafkaCluster kafka) {
        for (int number : new int[] {0, 1, 7_777, 20_000, 39_999}) {
            assertFound(number, 0);
        }
        int kept = 15_000;
        kafka.deleteRecords(partition.topic(), 0, kept);
        for (int number : new int[] {100, kept - 1, kept, 23_456}) {
            assertFound(number, kept);
        }
    }
}
