package dev.leat.chaos.fault;

import dev.leat.chaos.broker.Stranger;
import dev.leat.chaos.broker.Topics;
import dev.leat.kafka.topic.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#STRANGERS}. */
final class Strangers implements Fault {

    private static final int LOOK_BACK = 10;
    private static final int MOST_BYTES = 10_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (TopicPartition partition : Topics.partitions()) {
            records.add(record(partition, null));
            records.add(record(partition, "not an event".getBytes(StandardCharsets.UTF_8)));
            byte[] noise = new byte[random.nextInt(MOST_BYTES)];
            random.nextBytes(noise);
            ProducerRecord<byte[], byte[]> half = record(partition, noise);
            half.headers().add(RecordHeaders.POSITION, "twelve".getBytes(StandardCharsets.UTF_8));
            records.add(half);
        }
        Map<TopicPartition, Long> written = arena.brokers().stranger().write(records);
        int aborted = arena.brokers().hasTransactions() ? abort(arena) : 0;
        boolean read = arena.awaitRead(written);
        return new Evidence(
                "the topics",
                read,
                records.size() + " records of a stranger were written"
                        + (aborted > 0 ? ", " + aborted + " more aborted" : "") + ", and "
                        + (read ? "were passed over" : "were not all passed over"));
    }

    private static ProducerRecord<byte[], byte[]> record(TopicPartition partition, byte @Nullable [] value) {
        return new ProducerRecord<>(partition.topic(), partition.partition(), null, value);
    }

    private static int abort(Arena arena) {
        List<ProducerRecord<byte[], byte[]>> copies = arena.brokers().topics().last(LOOK_BACK).stream()
                .map(Stranger::copyOf)
                .toList();
        arena.brokers().stranger().writeAndAbort(copies);
        return copies.size();
    }
}
