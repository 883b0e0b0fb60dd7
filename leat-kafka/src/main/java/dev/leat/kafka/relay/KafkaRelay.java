package dev.leat.kafka.relay;

import dev.leat.event.Position;
import dev.leat.failure.LeatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.kafka.registry.SchemaRegistryException;
import dev.leat.kafka.relay.TopicPublisher.TopicStart;
import dev.leat.kafka.topic.EventTopic;
import dev.leat.mongodb.RelayProgress;
import dev.leat.mongodb.RelayProgress.Published;
import dev.leat.mongodb.StoredEvents;
import dev.leat.route.Relay;
import dev.leat.route.RouteContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one source's ledger on to its topics.
 *
 * <p>With transactions a relay that takes over fences the one before by the transactional id, and a run of events is there
 * as a whole or not at all. Without them it reads the ends of the topics back and repeats nothing that is there; what a
 * deposed relay still writes is the same as what is there, and consumers drop it by its position.
 */
public final class KafkaRelay implements Relay {

    private static final Logger log = LoggerFactory.getLogger(KafkaRelay.class);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final RouteContext context;
    private final RelaySettings settings;
    private final StoredEvents stored;
    private final RelayProgress progress;
    private final Map<String, Position> noted = new HashMap<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private List<TopicPublisher> publishers = List.of();
    private long notedAt;

    public KafkaRelay(RouteContext context, RelaySettings settings, StoredEvents stored, RelayProgress progress) {
        this.context = context;
        this.settings = settings;
        this.stored = stored;
        this.progress = progress;
    }

    @Override
    public Duration step() {
        try {
            if (producer == null) {
                open();
            }
            boolean published = false;
            for (TopicPublisher publisher : publishers) {
                published |= publisher.publishNext(context.config().tailer().maxEntryEvents());
            }
            noteIfDue();
            return published ? Duration.ZERO : IDLE;
        } catch (SchemaRegistryException e) {
            throw new StoreUnavailableException(
                    "Events of " + settings.topics().getFirst().source() + " wait to be relayed: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new StoreUnavailableException("Kafka did not take events of "
                    + settings.topics().getFirst().source() + ": "
                    + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private void open() {
        Producer<byte[], byte[]> opened = settings.producers().get();
        producer = opened;
        if (settings.transactional()) {
            opened.initTransactions();
        }
        publishers = settings.topics().stream()
                .map(topic -> new TopicPublisher(
                        topic, stored, opened, writer(topic), settings.transactional(), startOf(topic)))
                .toList();
        publishers.forEach(publisher -> log.info(
                "Relaying: topic={} partitions={} behind={}",
                publisher.topic().name(),
                publisher.topic().partitions(),
                publisher.published().through()));
    }

    private RecordWriter writer(EventTopic topic) {
        return new RecordWriter(settings.formats().apply(topic), settings.maxRecordBytes());
    }

    private TopicStart startOf(EventTopic topic) {
        Position whole = progress.published(topic.name()).through();
        TopicEnds ends;
        try (Consumer<byte[], byte[]> consumer = settings.consumers().get()) {
            ends = TopicEnds.read(consumer, topic.name(), topic.partitions());
        }
        if (ends.empty() && Position.START.isBefore(whole)) {
            log.warn("Topic is new and is filled from the ledger's beginning: topic={}", topic.name());
            progress.forget(topic.name());
            whole = Position.START;
        }
        noted.put(topic.name(), whole);
        return new TopicStart(whole, ends.last());
    }

    /** Written behind: whoever takes over reads the rest back from the topic. */
    private void noteIfDue() {
        long now = context.ticker().nanos();
        if (now - notedAt < context.config().tailer().coverInterval().toNanos() / 4) {
            return;
        }
        notedAt = now;
        note();
    }

    private void note() {
        for (TopicPublisher publisher : publishers) {
            String topic = publisher.topic().name();
            Published published = publisher.published();
            if (noted.getOrDefault(topic, Position.START).isBefore(published.through())) {
                progress.publish(topic, published);
                noted.put(topic, published.through());
            }
        }
    }

    @Override
    public void release() {
        Producer<byte[], byte[]> closing = producer;
        producer = null;
        publishers = List.of();
        if (closing != null) {
            try {
                closing.close(CLOSE_WAIT);
            } catch (KafkaException e) {
                log.debug("Producer did not close cleanly", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            note();
        } catch (LeatException e) {
            log.debug("How far topics are was not noted; it is read back from them", e);
        }
        release();
    }
}
