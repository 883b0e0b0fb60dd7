package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Fetches event documents by id. Neighbours in the ledger are mostly neighbours by id as well, where ids are ObjectIds:
 * then one range is read instead of many ids, which costs the server a third. Thread-safe.
 */
final class EventFetcher {

    /** Events of which most lie in one range of ids, or else the range is not worth it. */
    private static final int MIN_RANGE = 16;

    private final MongoNames names;
    private final Sessions sessions;
    private final int maxEventBytes;

    EventFetcher(MongoNames names, Sessions sessions, int maxEventBytes) {
        this.names = names;
        this.sessions = sessions;
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Fetches some events of an entry into it.
     *
     * @param indexes ascending
     * @return the size of what was fetched, in bytes
     */
    long fetch(SourceId source, EntryEvents entry, List<Integer> indexes, EventReading reading) {
        return Calls.call(
                "reading events of " + source,
                () -> sessions.with(session -> {
                    Map<EventId, Integer> wanted = new HashMap<>(indexes.size() * 2);
                    indexes.forEach(index -> wanted.put(entry.pointer(index).id(), index));
                    long bytes = 0;
                    if (isRange(entry, indexes)) {
                        bytes += find(
                                session, source, range(entry, indexes), indexes.size() * 2, wanted, entry, reading);
                    }
                    bytes += findById(session, source, wanted, entry, reading);
                    if (!wanted.isEmpty()) {
                        requireCollection(source);
                        bytes += findById(session, source, wanted, entry, reading);
                    }
                    wanted.forEach((id, index) -> entry.put(index, missing(entry, index), 0));
                    return bytes;
                }));
    }

    private long findById(
            ClientSession session,
            SourceId source,
            Map<EventId, Integer> wanted,
            EntryEvents entry,
            EventReading reading) {
        if (wanted.isEmpty()) {
            return 0;
        }
        List<BsonValue> ids = wanted.keySet().stream().map(Ids::toBson).toList();
        return find(session, source, in("_id", ids), 0, wanted, entry, reading);
    }

    /** Events of a collection that was renamed or dropped are not gone one by one: whoever needs them waits. */
    private void requireCollection(SourceId source) {
        if (!names.data().listCollectionNames().into(new HashSet<>()).contains(source.name())) {
            throw new StoreUnavailableException("Event collection "
                    + names.events(source).getNamespace() + " is gone. Restore it, or rename it back.");
        }
    }

    private long find(
            ClientSession session,
            SourceId source,
            Bson filter,
            int limit,
            Map<EventId, Integer> wanted,
            EntryEvents entry,
            EventReading reading) {
        MongoCollection<RawBsonDocument> events = names.events(source).withDocumentClass(RawBsonDocument.class);
        long bytes = 0;
        for (RawBsonDocument document : events.find(session, filter).limit(limit)) {
            Integer index = wanted.remove(Ids.of(document));
            if (index != null) {
                int size = document.getByteBuffer().remaining();
                bytes += size;
                entry.put(index, item(entry, index, document, size, reading), size);
            }
        }
        return bytes;
    }

    private FeedItem item(EntryEvents entry, int index, RawBsonDocument document, int size, EventReading reading) {
        Pointer pointer = entry.pointer(index);
        if (size > maxEventBytes) {
            return new UnreadableEvent(
                    entry.position(index),
                    pointer.id(),
                    pointer.slot(),
                    "The event has " + size + " bytes, more than the limit max-event-bytes of " + maxEventBytes);
        }
        return reading.read(document, entry.position(index), pointer.id(), pointer.slot());
    }

    private static UnreadableEvent missing(EntryEvents entry, int index) {
        Pointer pointer = entry.pointer(index);
        return new UnreadableEvent(
                entry.position(index),
                pointer.id(),
                pointer.slot(),
                "The event is in the ledger and no longer in its collection; somebody deleted it");
    }

    private static boolean isRange(EntryEvents entry, List<Integer> indexes) {
        int span = indexes.getLast() - indexes.getFirst() + 1;
        boolean dense = indexes.size() >= MIN_RANGE && indexes.size() * 2 >= span;
        return dense
                && entry.pointer(indexes.getFirst()).id().value() instanceof ObjectId first
                && entry.pointer(indexes.getLast()).id().value() instanceof ObjectId last
                && first.compareTo(last) < 0;
    }

    private static Bson range(EntryEvents entry, List<Integer> indexes) {
        return and(
                gte("_id", Ids.toBson(entry.pointer(indexes.getFirst()).id())),
                lte("_id", Ids.toBson(entry.pointer(indexes.getLast()).id())));
    }
}
