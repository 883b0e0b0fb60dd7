package dev.leat.kafka.relay;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.kafka.topic.EventTopic;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.mongodb.RelayProgress.Published;
import dev.leat.mongodb.StoredEvents;
import dev.leat.partition.SlotSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Carries the ledger on to one topic, from where it got to. A portion of events is acknowledged as a whole before the next
 * one is sent. Which event precedes another in a topic partition follows from the ledger and the topic alone, so two
 * publishers at once write the same records, each twice, and consumers drop the second. Confined to the relay's thread.
 */
final class TopicPublisher {

    /** Kafka gives a portion a minute or two, which a broker that throttles must be able to keep. */
    private static final long MOST_PORTION_BYTES = 1_048_576;

    private final EventTopic topic;
    private final StoredEvents stored;
    private final Producer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final boolean transactional;
    private final Map<Integer, Position> last;
    private final Position whole;
    private Position position;

    TopicPublisher(
            EventTopic topic,
            StoredEvents stored,
            Producer<byte[], byte[]> producer,
            RecordWriter writer,
            boolean transactional,
            TopicStart start) {
        this.topic = topic;
        this.stored = stored;
        this.producer = producer;
        this.writer = writer;
        this.transactional = transactional;
        this.last = new HashMap<>(start.last());
        this.whole = start.whole();
        this.position = start.whole();
    }

    /**
     * Where a publisher starts.
     *
     * @param whole the topic is known to have all up to here
     * @param last the last event in each topic partition that has one
     */
    record TopicStart(Position whole, Map<Integer, Position> last) {}

    EventTopic topic() {
        return topic;
    }

    /** How far the topic is. */
    Published published() {
        List<Position> lasts = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            lasts.add(before(partition));
        }
        return new Published(position, lasts);
    }

    /** Where the last event of a topic partition is, or a later place between which and here there is none. */
    private Position before(int partition) {
        return last.getOrDefault(partition, Position.START).max(whole);
    }

    /**
     * Publishes the next entries.
     *
     * @return whether there was any
     * @throws KafkaException when it is not known to be there
     */
    boolean publishNext(int maxEvents) {
        Slice slice = stored.feed().read(topic.source(), position, Position.MAX, SlotSet.ALL, maxEvents);
        if (slice.through().equals(position)) {
            return false;
        }
        Portion portion = new Portion();
        for (FeedItem item : slice.items()) {
            for (int partition : topic.partitionsOf(item, stored::typed)) {
                Position before = before(partition);
                if (before.isBefore(item.position())) {
                    portion.send(writer.record(topic.name(), partition, item, before));
                    last.put(partition, item.position());
                }
            }
            if (portion.bytes >= MOST_PORTION_BYTES) {
                portion.complete(item.position());
                portion = new Portion();
            }
        }
        portion.complete(slice.through());
        return true;
    }

    /** What is sent before all of it must be there. */
    private final class Portion {

        private final List<Future<RecordMetadata>> sent = new ArrayList<>();
        private long bytes;

        Portion() {
            if (transactional) {
                producer.beginTransaction();
            }
        }

        void send(ProducerRecord<byte[], byte[]> made) {
            sent.add(producer.send(made));
            bytes += made.value() == null ? 0 : made.value().length;
        }

        void complete(Position through) {
            if (transactional) {
                producer.commitTransaction();
            } else {
                producer.flush();
            }
            sent.forEach(TopicPublisher::acknowledged);
            position = through;
        }
    }

    private static void acknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }
}
