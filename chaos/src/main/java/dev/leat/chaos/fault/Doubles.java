package dev.leat.chaos.fault;

import dev.leat.chaos.broker.Stranger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** {@link FaultKind#DOUBLES}. */
final class Doubles implements Fault {

    /** Of each topic partition. */
    private static final int LOOK_BACK = 40;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> old = arena.brokers().topics().last(LOOK_BACK);
        List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>();
        old.forEach(each -> again.add(Stranger.copyOf(each)));
        Collections.shuffle(again, random);
        Map<TopicPartition, Long> written = arena.brokers().stranger().write(again);
        boolean read = arena.awaitRead(written);
        return new Evidence(
                "the topics",
                !written.isEmpty() && read,
                again.size() + " records were written once more, shuffled, in " + written.size()
                        + " topic partitions, and " + (read ? "were read" : "were not all read"));
    }
}
