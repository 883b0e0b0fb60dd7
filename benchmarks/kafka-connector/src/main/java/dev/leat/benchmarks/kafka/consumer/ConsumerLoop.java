package dev.leat.benchmarks.kafka.consumer;

import dev.leat.benchmarks.replica.Report;
import dev.leat.benchmarks.workload.GeneratedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Polls, folds, writes, and then commits the offsets: the usual way, and at least once. Whoever ends between the write
 * and the commit leaves records that are counted again by the next owner; whoever is slow may still write documents that
 * have a new owner. Neither happens in a benchmark, so its read models can be compared with the truth.
 *
 * <p>{@link #run} is for one thread, {@link #stop} for any.
 */
final class ConsumerLoop {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TotalsFold fold;
    private final Consumer<Report> reports;

    ConsumerLoop(KafkaConsumer<byte[], byte[]> consumer, TotalsFold fold, Consumer<Report> reports) {
        this.consumer = consumer;
        this.fold = fold;
        this.reports = reports;
    }

    /** Works until it is stopped, and closes the consumer. */
    void run(String topic) {
        consumer.subscribe(List.of(topic), new Rebalance());
        reports.accept(new Report.Ready());
        try (consumer) {
            while (true) {
                take(consumer.poll(POLL));
            }
        } catch (WakeupException stopped) {
            // Stopped; what was written is committed when the partitions are revoked by closing.
            return;
        }
    }

    /** Makes {@link #run} end. */
    void stop() {
        consumer.wakeup();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<GeneratedEvent> events = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            events.add(EventBytes.decode(record.value()));
        }
        fold.apply(events);
        reports.accept(new Report.Committed(
                events.size(),
                names(records.partitions()),
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
                List.of()));
        consumer.commitAsync();
    }

    private static List<String> names(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::toString).toList();
    }

    /** Hands partitions over: all that was written is committed first, and documents are read anew by whoever comes. */
    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            fold.forget();
            names(partitions).forEach(name -> reports.accept(new Report.Claimed(name)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            consumer.commitSync();
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            fold.forget();
            names(partitions).forEach(name -> reports.accept(new Report.Parted(name)));
        }
    }
}
