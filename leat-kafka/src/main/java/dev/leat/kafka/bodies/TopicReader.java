package dev.leat.kafka.bodies;

import dev.leat.time.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic, in no group, from about now, on a thread of its own. While the topic or the broker is
 * not there, it looks again and again.
 */
final class TopicReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

    /** Begins so far back: what a replica that starts anew has left undone, and more than clocks differ. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(1);

    private static final Duration POLL_WAIT = Duration.ofMillis(500);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(8);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_NANOS = Duration.ofSeconds(30).toNanos();

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> sink;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean closed;
    private boolean told;

    /**
     * A reader; {@link #start} begins.
     *
     * @param consumers opens consumers that are in no group
     * @param sink gets what was read, on the reader's thread
     */
    TopicReader(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> sink,
            Ticker ticker,
            InstantSource clock) {
        this.topic = topic;
        this.consumers = consumers;
        this.sink = sink;
        this.ticker = ticker;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("leat bodies " + topic).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                open = consumer;
                read(consumer);
            } catch (WakeupException e) {
                log.trace("Woken: topic={}", topic);
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                tell(e.getClass().getSimpleName() + ": " + e.getMessage());
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } finally {
                open = null;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        long lookedAt = ticker.nanos() - LOOK_NANOS;
        while (!closed) {
            boolean nothing = consumer.assignment().isEmpty();
            if (nothing || ticker.nanos() - lookedAt >= LOOK_NANOS) {
                lookedAt = ticker.nanos();
                assignNew(consumer);
            }
            if (consumer.assignment().isEmpty()) {
                tell("it is not there");
                LockSupport.parkNanos(this, PAUSE_NANOS);
                continue;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_WAIT);
            told = false;
            if (!records.isEmpty()) {
                sink.accept(records);
            }
        }
    }

    /** Takes partitions that it does not have: the first ones from about now, those that are added later from their beginning. */
    private void assignNew(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> had = consumer.assignment();
        List<TopicPartition> added = new ArrayList<>(partitions(consumer));
        added.removeAll(had);
        if (added.isEmpty()) {
            return;
        }
        Set<TopicPartition> all = new HashSet<>(had);
        all.addAll(added);
        consumer.assign(all);
        if (!had.isEmpty()) {
            consumer.seekToBeginning(added);
            return;
        }
        long from = clock.instant().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        added.forEach(partition -> times.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : added) {
            OffsetAndTimestamp start = starts.get(partition);
            if (start == null) {
                consumer.seekToEnd(List.of(partition));
                // Lazy until then: what comes while the broker is asked must not be passed over.
                consumer.position(partition);
            } else {
                consumer.seek(partition, start.offset());
            }
        }
        log.info("Topic is read: topic={} partitions={}", topic, all.size());
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            return found == null
                    ? List.of()
                    : found.stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        }
    }

    /** Tells once, until it has been read again. */
    private void tell(String why) {
        if (!told && !closed) {
            told = true;
            log.warn(
                    "Topic cannot be read, events are read from their collection; trying again: topic={} cause={}",
                    topic,
                    why);
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> current = open;
        if (current != null) {
            current.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive()) {
                thread.join(CLOSE_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
