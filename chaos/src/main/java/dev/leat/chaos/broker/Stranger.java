package dev.leat.chaos.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that is none of Leat's. Confined to the main thread. */
public final class Stranger {

    private final Map<String, Object> client;

    Stranger(Map<String, Object> client) {
        this.client = Map.copyOf(client);
    }

    /** The same record once more, as it was. */
    public static ProducerRecord<byte[], byte[]> copyOf(ConsumerRecord<byte[], byte[]> old) {
        return new ProducerRecord<>(old.topic(), old.partition(), old.key(), old.value(), old.headers());
    }

    /**
     * Writes records in the order given.
     *
     * @return the last offset that was written in each topic partition
     */
    public Map<TopicPartition, Long> write(Collection<ProducerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> producer = open(client)) {
            return send(producer, records);
        }
    }

    /** Writes records in a transaction that is aborted, so that nobody may read them. */
    public Map<TopicPartition, Long> writeAndAbort(Collection<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> transactional = new HashMap<>(client);
        transactional.put("transactional.id", "a stranger's");
        try (Producer<byte[], byte[]> producer = open(transactional)) {
            producer.initTransactions();
            producer.beginTransaction();
            Map<TopicPartition, Long> written = send(producer, records);
            producer.abortTransaction();
            return written;
        }
    }

    private static Producer<byte[], byte[]> open(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<TopicPartition, Long> send(
            Producer<byte[], byte[]> producer, Collection<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(each -> sent.add(producer.send(each)));
        producer.flush();
        Map<TopicPartition, Long> last = new HashMap<>();
        for (Future<RecordMetadata> each : sent) {
            RecordMetadata written = Answers.of("that a stranger's record is there", each);
            last.merge(new TopicPartition(written.topic(), written.partition()), written.offset(), Math::max);
        }
        return last;
    }
}
