package dev.leat.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A scan of an event collection, each stream in the order of its versions. Confined to the tailer's thread.
 *
 * <p>Leat's own events are read in natural order, which is nearly that of their commits, and mended by
 * {@link VersionOrder}; where that would have to remember too much, the rest is read in the order of the index on stream
 * and version. Events of others have versions of which less is known: they are sorted from the beginning, or, without a
 * version, given as they lie there.
 */
final class MongoScan implements Scan {

    private static final BsonDocument NATURAL = BsonDocument.parse("{$natural: 1}");

    /** Documents of a few fields each: what the server packs into one answer otherwise takes 100 MB once decoded. */
    private static final int DOCUMENTS_PER_ANSWER = 10_000;

    private final SourceId source;
    private final EventMapping mapping;
    private final ClientSession session;
    private final MongoCollection<BsonDocument> events;
    private final List<Pointer> ready = new ArrayList<>();
    private final VersionOrder order;
    private boolean sorted;
    private @Nullable MongoCursor<BsonDocument> cursor;

    MongoScan(MongoCollection<BsonDocument> events, ClientSession session, SourceId source, EventMapping mapping) {
        this(events, session, source, mapping, new VersionOrder());
    }

    MongoScan(
            MongoCollection<BsonDocument> events,
            ClientSession session,
            SourceId source,
            EventMapping mapping,
            VersionOrder order) {
        this.source = source;
        this.mapping = mapping;
        this.session = session;
        this.events = events;
        this.order = order;
        this.sorted = mapping.version() != null && !mapping.equals(EventMapping.LEAT);
    }

    private MongoCursor<BsonDocument> open() {
        BsonDocument fields = new BsonDocument(mapping.stream(), new BsonInt32(1));
        if (mapping.version() != null) {
            fields.append(mapping.version(), new BsonInt32(1));
        }
        FindIterable<BsonDocument> found = events.find(session)
                .projection(fields)
                .batchSize(DOCUMENTS_PER_ANSWER)
                .noCursorTimeout(true);
        return sorted && mapping.version() != null
                ? found.sort(new BsonDocument(mapping.stream(), new BsonInt32(1))
                                .append(mapping.version(), new BsonInt32(1)))
                        .allowDiskUse(true)
                        .cursor()
                : found.sort(NATURAL).cursor();
    }

    @Override
    public Chunk next(int maxEvents) {
        return Calls.call("scanning " + source, () -> {
            MongoCursor<BsonDocument> opened = cursor != null ? cursor : open();
            cursor = opened;
            while (ready.size() < maxEvents && opened.hasNext()) {
                take(opened.next());
                if (!sorted && order.isOverLimit()) {
                    opened = readTheRestSorted(opened);
                }
            }
            if (ready.size() < maxEvents) {
                order.flush(ready);
            }
            List<Pointer> some = ready.subList(0, Math.min(maxEvents, ready.size()));
            List<Pointer> pointers = List.copyOf(some);
            some.clear();
            boolean last = ready.isEmpty() && pointers.size() < maxEvents;
            return new Chunk(pointers, last, Tokens.fromBson(Objects.requireNonNull(session.getOperationTime())));
        });
    }

    private void take(BsonDocument event) {
        BsonValue stream = EventReading.at(event, mapping.stream());
        Pointer pointer = MongoSourceCursor.pointer(Ids.of(event), stream);
        BsonValue version = mapping.version() == null ? null : EventReading.at(event, mapping.version());
        boolean orderly = mapping.equals(EventMapping.LEAT);
        OptionalLong place = version == null ? OptionalLong.empty() : EventReading.whole(version);
        if (!orderly || stream == null || !stream.isString() || place.isEmpty()) {
            ready.add(pointer);
            return;
        }
        String name = stream.asString().getValue();
        long number = place.getAsLong();
        if (!sorted) {
            order.take(name, number, pointer, ready);
        } else if (!order.hasPassed(name, number)) {
            ready.add(pointer);
        }
    }

    private MongoCursor<BsonDocument> readTheRestSorted(MongoCursor<BsonDocument> unsorted) {
        unsorted.close();
        order.forgetHeld();
        sorted = true;
        cursor = open();
        return cursor;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
        session.close();
    }
}
