package dev.leat.kafka.consumer;

import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.Position;
import dev.leat.failure.LeatException;
import dev.leat.kafka.consumer.TopicBuffer.Received;
import dev.leat.mongodb.RelayProgress.Published;
import dev.leat.route.Place;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one consumer of a group, on a thread of its own, so that a slow fold never costs the replica its place in the
 * group. Which partitions the group gives it is a wish only: what may be written is decided by the epoch that is claimed
 * for each. Methods are callable from any thread; the consumer is confined to the pump's.
 */
final class TopicPump implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicPump.class);
    private static final Duration POLL_WAIT = Duration.ofMillis(500);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(8);
    private static final long PAUSE_NANOS = 500_000_000;
    private static final long COMMIT_NANOS = 1_000_000_000;

    private final TopicSettings settings;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Published> published;
    private final TopicBuffer buffer;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, OffsetAndMetadata> toCommit = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile Set<Integer> assigned = Set.of();
    private volatile Runnable news = () -> {};
    private volatile Runnable assignmentChanged = () -> {};
    private volatile boolean closed;
    private volatile boolean wakeable;
    private volatile long lookedAt;
    private boolean left;
    private boolean waits;
    private boolean unanswered;
    private long answeredAt;
    private Consumer<byte[], byte[]> consumer;
    private Position marked = Position.START;
    private long markedAt;
    private long committedAt;

    /**
     * A pump; {@link #start} begins.
     *
     * @param consumers opens a consumer, and another one when the one before cannot go on
     * @param published how far the topic is known to be whole
     */
    TopicPump(
            TopicSettings settings,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Published> published,
            TopicBuffer buffer) {
        this.settings = settings;
        this.consumers = consumers;
        this.published = published;
        this.buffer = buffer;
        this.consumer = consumers.get();
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("leat topic " + settings.topic())
                .unstarted(this::run);
        this.markedAt = settings.ticker().nanos();
        this.lookedAt = markedAt;
        this.answeredAt = markedAt;
        this.committedAt = markedAt;
    }

    void listen(Runnable newNews, Runnable newAssignmentChanged) {
        news = newNews;
        assignmentChanged = newAssignmentChanged;
    }

    void start() {
        thread.start();
    }

    /** The topic partitions that the group gives this replica. */
    Set<Integer> assigned() {
        return assigned;
    }

    /** Goes on with a partition from a place; what was received of it is forgotten. */
    void seek(int partition, Place place) {
        buffer.expect(partition);
        command(() -> seekNow(partition, place));
    }

    /** Receives nothing of a partition any more. */
    void stop(int partition) {
        buffer.close(partition);
        command(this::pauseWhatIsClosed);
    }

    /** Tells the group how far a partition is, for tools that show lag; nothing of Leat's reads it. */
    void commitLater(int partition, long offset) {
        toCommit.put(new TopicPartition(settings.topic(), partition), new OffsetAndMetadata(offset));
    }

    private void command(Runnable command) {
        commands.add(command);
        if (wakeable) {
            consumer.wakeup();
        }
    }

    private void run() {
        subscribe();
        while (!closed) {
            try {
                pumpOnce();
            } catch (WakeupException e) {
                log.trace("Woken: topic={}", settings.topic());
            } catch (InterruptException e) {
                break;
            } catch (LeatException e) {
                log.debug("How far the topic is could not be read, trying again: topic={}", settings.topic(), e);
            } catch (RuntimeException e) {
                recover(e);
            }
        }
        leave();
    }

    /** Notes that the projection is at work. */
    void looked() {
        lookedAt = settings.ticker().nanos();
    }

    private void subscribe() {
        consumer.subscribe(List.of(settings.topic()), new Rebalances());
        wakeable = true;
    }

    private void pumpOnce() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        if (standsStill()) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            if (unanswered) {
                askHowFar();
            }
            return;
        }
        if (buffer.isFull()) {
            consumer.pause(consumer.assignment());
        } else {
            resumeWhatIsOpen();
        }
        receive();
        if (markIfDue()) {
            news.run();
        }
        commitIfDue();
    }

    private void receive() {
        boolean received = false;
        for (ConsumerRecord<byte[], byte[]> value : consumer.poll(POLL_WAIT)) {
            buffer.add(value.partition(), new Received.OfTopic(value));
            received = true;
        }
        if (received) {
            news.run();
        }
    }

    private void resumeWhatIsOpen() {
        if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused().stream()
                    .filter(partition -> buffer.isOpen(partition.partition()))
                    .toList());
        }
    }

    private void pauseWhatIsClosed() {
        consumer.pause(consumer.assignment().stream()
                .filter(partition -> !buffer.isOpen(partition.partition()))
                .toList());
    }

    private void seekNow(int partition, Place place) {
        TopicPartition at = new TopicPartition(settings.topic(), partition);
        if (!consumer.assignment().contains(at)) {
            buffer.close(partition);
            return;
        }
        try {
            consumer.seek(at, offsetOf(at, place));
            buffer.open(partition);
        } catch (RuntimeException e) {
            // Whoever reads sees that it is closed, and asks again.
            buffer.close(partition);
            throw e;
        }
    }

    private long offsetOf(TopicPartition at, Place place) {
        TopicOffset known = place.offset();
        return known != null && known.topic().equals(at.topic()) && known.partition() == at.partition()
                ? known.offset()
                : settings.search().offsetBehind(at, place.reached());
    }

    /** Tells caught-up partitions how far the topic is, so that their checkpoints move though nothing comes for them. */
    private boolean markIfDue() {
        long now = settings.ticker().nanos();
        if (now - markedAt < settings.markInterval().toNanos()) {
            return false;
        }
        markedAt = now;
        // First how far the topic is, then where it ends: what is published later may have come already, never the
        // reverse.
        Published topic = askHowFar();
        if (!marked.isBefore(topic.through())) {
            return false;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        boolean all = true;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            int partition = end.getKey().partition();
            boolean known = partition < topic.last().size();
            if (known && buffer.isOpen(partition) && consumer.position(end.getKey()) >= end.getValue()) {
                buffer.add(partition, new Received.Mark(topic.last().get(partition), topic.through()));
            } else {
                all = false;
            }
        }
        if (all) {
            marked = topic.through();
        }
        return true;
    }

    private Published askHowFar() {
        unanswered = true;
        Published topic = published.get();
        unanswered = false;
        answeredAt = settings.ticker().nanos();
        return topic;
    }

    private void commitIfDue() {
        long now = settings.ticker().nanos();
        if (toCommit.isEmpty() || now - committedAt < COMMIT_NANOS) {
            return;
        }
        committedAt = now;
        consumer.commitAsync(takeCommits(), (offsets, failure) -> {
            if (failure != null) {
                log.debug("Offsets for tools were not stored: topic={}", settings.topic(), failure);
            }
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> takeCommits() {
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>(toCommit);
        taken.forEach(toCommit::remove);
        taken.keySet().retainAll(consumer.assignment());
        return taken;
    }

    private void recover(RuntimeException failure) {
        boolean passes = failure instanceof RetriableException;
        log.warn(
                "Topic cannot be read, trying again: topic={} cause={}: {}",
                settings.topic(),
                failure.getClass().getSimpleName(),
                failure.getMessage());
        LockSupport.parkNanos(this, PAUSE_NANOS);
        if (passes) {
            return;
        }
        wakeable = false;
        give(Set.of());
        closeConsumer();
        try {
            consumer = consumers.get();
            subscribe();
        } catch (RuntimeException e) {
            log.warn("Consumer cannot be opened, trying again: topic={}", settings.topic(), e);
        }
    }

    /**
     * Leaves the group while the projection stands still in a fold or a call, or cannot commit because the store does not
     * answer, so that others go on with its partitions.
     *
     * @return whether it has left
     */
    private boolean standsStill() {
        long now = settings.ticker().nanos();
        // Leaving empties the buffer: then only a look shows that the projection moves again.
        waits = (waits || !buffer.isEmpty())
                && now - lookedAt > settings.stuckTimeout().toNanos();
        boolean cutOff =
                unanswered && now - answeredAt > settings.leaseTimeout().toNanos();
        boolean stuck = waits || cutOff;
        if (stuck && !left) {
            log.warn(
                    "{}, its partitions are given to others: topic={}",
                    cutOff ? "Store does not answer the replica" : "Projection stands still",
                    settings.topic());
            consumer.unsubscribe();
            give(Set.of());
        } else if (left && !stuck) {
            consumer.subscribe(List.of(settings.topic()), new Rebalances());
        }
        left = stuck;
        return stuck;
    }

    private void leave() {
        wakeable = false;
        try {
            Map<TopicPartition, OffsetAndMetadata> last = takeCommits();
            if (!last.isEmpty()) {
                consumer.commitSync(last, Duration.ofSeconds(1));
            }
        } catch (KafkaException e) {
            log.debug("Offsets for tools were not stored: topic={}", settings.topic(), e);
        }
        closeConsumer();
    }

    private void closeConsumer() {
        try {
            consumer.close();
        } catch (KafkaException e) {
            log.debug("Consumer did not leave its group, others take over in time: topic={}", settings.topic(), e);
        }
    }

    private void give(Set<Integer> partitions) {
        Set<Integer> before = assigned;
        assigned = Set.copyOf(partitions);
        before.stream().filter(partition -> !partitions.contains(partition)).forEach(buffer::close);
        marked = Position.START;
        assignmentChanged.run();
        news.run();
    }

    @Override
    public void close() {
        closed = true;
        if (wakeable) {
            consumer.wakeup();
        }
        if (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE_WAIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What the group decides. Called from {@code poll}. */
    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            consumer.pause(added);
            Set<Integer> next = new HashSet<>(assigned);
            added.forEach(partition -> next.add(partition.partition()));
            give(next);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> removed) {
            Set<Integer> next = new HashSet<>(assigned);
            removed.forEach(partition -> next.remove(partition.partition()));
            give(next);
        }
    }
}
