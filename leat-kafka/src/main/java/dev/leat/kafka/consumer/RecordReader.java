package dev.leat.kafka.consumer;

import dev.leat.event.FeedItem;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.format.Placed;
import dev.leat.kafka.format.UnreadableRecordException;
import dev.leat.kafka.registry.SchemaRegistryException;
import dev.leat.kafka.topic.RecordHeaders;
import dev.leat.kafka.topic.RecordHeaders.Content;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.StoredEvents;
import dev.leat.verify.VerifiableStores.FreshFeed;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events of records. What a record does not carry, because it is too large or cannot be read, is fetched from the
 * event collection. Thread-safe.
 */
final class RecordReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

    private final EventFormat format;
    private final StoredEvents stored;
    private final FreshFeed ledger;

    /**
     * A reader.
     *
     * @param ledger is closed with the reader
     */
    RecordReader(EventFormat format, StoredEvents stored, FreshFeed ledger) {
        this.format = format;
        this.stored = stored;
        this.ledger = ledger;
    }

    /** The ledger and the events behind it, for what the topic lacks. */
    EventFeed ledger() {
        return ledger;
    }

    FeedItem read(SourceId source, ConsumerRecord<byte[], byte[]> value, RecordHeaders headers) {
        if (headers.content() == Content.EVENT) {
            Placed placed = new Placed(headers.position(), headers.id(), headers.slot());
            try {
                return stored.typed(
                        source, format.decode(new Encoded(value.key(), value.value(), value.headers()), placed));
            } catch (SchemaRegistryException e) {
                if (e.isTransient()) {
                    throw new StoreUnavailableException("Topic " + value.topic() + " waits: " + e.getMessage(), e);
                }
                log.warn(
                        "Schema of a record cannot be had, its event is fetched instead: topic={} partition={} offset={}: {}",
                        value.topic(),
                        value.partition(),
                        value.offset(),
                        e.getMessage());
            } catch (UnreadableRecordException e) {
                log.warn(
                        "Record cannot be read, its event is fetched instead: topic={} partition={} offset={}: {}",
                        value.topic(),
                        value.partition(),
                        value.offset(),
                        e.getMessage());
            }
        }
        return ledger.fetch(source, List.of(headers.position())).getFirst();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
