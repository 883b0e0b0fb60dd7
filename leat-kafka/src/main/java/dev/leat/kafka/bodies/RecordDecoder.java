package dev.leat.kafka.bodies;

import dev.leat.event.EventId;
import dev.leat.kafka.foreign.ForeignDocument;
import dev.leat.kafka.foreign.ForeignFormat;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.UnreadableRecordException;
import dev.leat.mongodb.StoredEvents;
import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the documents out of records, and tells of records that have none to be trusted. Confined to the reader's thread. */
final class RecordDecoder {

    private static final Logger log = LoggerFactory.getLogger(RecordDecoder.class);
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    /** So often at most a dropped record is told. */
    private static final long TELL_NANOS = Duration.ofMinutes(1).toNanos();

    private final ForeignFormat format;
    private final Ticker ticker;
    private long dropped;
    private long toldAt;

    RecordDecoder(ForeignFormat format, Ticker ticker) {
        this.format = format;
        this.ticker = ticker;
        this.toldAt = ticker.nanos() - TELL_NANOS;
    }

    /** The documents of some records. */
    List<Arrival> decode(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<Arrival> documents = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            try {
                format.document(new Encoded(each.key(), each.value(), each.headers()))
                        .ifPresent(document -> add(documents, each, document));
            } catch (UnreadableRecordException e) {
                drop(each, String.valueOf(e.getMessage()));
            }
        }
        return documents;
    }

    private void add(List<Arrival> documents, ConsumerRecord<byte[], byte[]> from, ForeignDocument document) {
        Optional<EventId> id = StoredEvents.idOf(document.document());
        if (!document.isExact()) {
            drop(from, "The record " + document.doubt() + ".");
        } else if (id.isEmpty()) {
            drop(from, "The record's document has no _id.");
        } else {
            documents.add(new Arrival(format.key(id.get()), new RawBsonDocument(document.document(), CODEC)));
        }
    }

    private void drop(ConsumerRecord<byte[], byte[]> each, String why) {
        dropped++;
        long now = ticker.nanos();
        if (now - toldAt >= TELL_NANOS) {
            toldAt = now;
            log.warn(
                    "Record is dropped, its event is read from the collection: topic={} partition={} offset={} dropped={}: {}",
                    each.topic(),
                    each.partition(),
                    each.offset(),
                    dropped,
                    why);
        }
    }
}
