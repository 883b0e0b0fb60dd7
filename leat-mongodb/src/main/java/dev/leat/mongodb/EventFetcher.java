package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.LeatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Fetches event documents by id, from elsewhere or from their collection. Neighbours in the ledger are mostly neighbours by id as well, where ids are ObjectIds or
 * counted: then one range is read instead of many ids, which costs the server a third. Thread-safe.
 */
final class EventFetcher {

    /** Events of which most lie in one range of ids, or else the range is not worth it. */
    private static final int MIN_RANGE = 16;

    /** A range may hold so many times the events that are wanted. */
    private static final int MAX_SPREAD = 2;

    /** A replacement stands in a document with more in it, and in one transaction with others of its kind. */
    private static final int MAX_REPLACEMENT_BYTES = 8 << 20;

    private final MongoNames names;
    private final Sessions sessions;
    private final int maxEventBytes;
    private final Elsewhere elsewhere;

    EventFetcher(MongoNames names, Sessions sessions, int maxEventBytes) {
        this(names, sessions, maxEventBytes, new Elsewhere(null));
    }

    private EventFetcher(MongoNames names, Sessions sessions, int maxEventBytes, Elsewhere elsewhere) {
        this.names = names;
        this.sessions = sessions;
        this.maxEventBytes = maxEventBytes;
        this.elsewhere = elsewhere;
    }

    /** One that takes documents from elsewhere where they are at hand. */
    EventFetcher takingFrom(EventBodies bodies) {
        return new EventFetcher(names, sessions, maxEventBytes, new Elsewhere(bodies));
    }

    /**
     * An event that is wanted.
     *
     * @param expected what it is by a document from elsewhere, to be compared; null when there is nothing to compare
     */
    record Wanted(EntryEvents entry, int index, @Nullable FeedItem expected) {

        Wanted(EntryEvents entry, int index) {
            this(entry, index, null);
        }

        EventId id() {
            return entry.pointer(index).id();
        }

        Position position() {
            return entry.position(index);
        }
    }

    /** Reads those wanted events that have come with an entry, which costs the server nothing. */
    void readArrived(EntryEvents entry, int from, SlotSet slots, EventReading reading) {
        for (int index = from; index < entry.size(); index++) {
            RawBsonDocument body = slots.contains(entry.pointer(index).slot()) ? entry.takeBody(index) : null;
            if (body != null) {
                int size = body.getByteBuffer().remaining();
                entry.put(index, item(entry, index, reading.open(body), size, reading), 0);
            }
        }
    }

    /**
     * Fetches events into their entries, from elsewhere where their documents are at hand, the others from the collection.
     *
     * @param events one or more, in the order of their positions
     * @return the size of what was fetched, in bytes
     */
    long fetchAnywhere(SourceId source, List<Wanted> events, EventReading reading) {
        Map<Position, RawBsonDocument> found = elsewhere.find(source, events);
        List<Wanted> left = new ArrayList<>();
        long bytes = 0;
        for (Wanted event : events) {
            RawBsonDocument body = found.get(event.position());
            Optional<Wanted> still = body == null ? Optional.of(event) : take(source, event, body, reading);
            still.ifPresent(left::add);
            bytes += body == null ? 0 : body.getByteBuffer().remaining();
        }
        return left.isEmpty() ? bytes : bytes + fetch(source, left, reading);
    }

    /** Takes an event's document from elsewhere; gives back the event if it is to be fetched all the same. */
    private Optional<Wanted> take(SourceId source, Wanted event, RawBsonDocument body, EventReading reading) {
        int size = body.getByteBuffer().remaining();
        FeedItem item;
        try {
            item = item(event.entry(), event.index(), reading.open(body), size, reading);
        } catch (LeatException e) {
            return Optional.of(event);
        }
        if (!(item instanceof Event read) || Slots.of(read.stream().value()) != item.slot()) {
            elsewhere.unreadable(source, item);
            return Optional.of(event);
        }
        if (elsewhere.isSample(source)) {
            return Optional.of(new Wanted(event.entry(), event.index(), asStored(event, body, reading)));
        }
        event.entry().put(event.index(), item, size);
        return Optional.empty();
    }

    private static FeedItem asStored(Wanted event, RawBsonDocument document, EventReading reading) {
        Pointer pointer = event.entry().pointer(event.index());
        EventReading stored = reading.asStored();
        return stored.read(stored.open(document), event.position(), pointer.id(), pointer.slot());
    }

    /**
     * Fetches events from the collection into their entries.
     *
     * @param events one or more, in the order of their positions
     * @return the size of what was fetched, in bytes
     */
    long fetch(SourceId source, List<Wanted> events, EventReading reading) {
        return Calls.call(
                "reading events of " + source,
                () -> sessions.with(session -> {
                    Map<EventId, Wanted> wanted = new HashMap<>(events.size() * 2);
                    events.forEach(event -> wanted.put(event.id(), event));
                    long bytes = 0;
                    Optional<Bson> range = range(events);
                    if (range.isPresent()) {
                        bytes += find(session, source, range.get(), events.size() * MAX_SPREAD, wanted, reading);
                    }
                    bytes += findById(session, source, wanted, reading);
                    if (!wanted.isEmpty()) {
                        requireCollection(source);
                        bytes += findById(session, source, wanted, reading);
                    }
                    wanted.values().forEach(event -> event.entry().put(event.index(), missing(event), 0));
                    return bytes;
                }));
    }

    private long findById(ClientSession session, SourceId source, Map<EventId, Wanted> wanted, EventReading reading) {
        if (wanted.isEmpty()) {
            return 0;
        }
        List<BsonValue> ids = wanted.keySet().stream().map(Ids::toBson).toList();
        return find(session, source, in("_id", ids), ids.size() + 1, wanted, reading);
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
            Map<EventId, Wanted> wanted,
            EventReading reading) {
        MongoCollection<RawBsonDocument> events = names.events(source).withDocumentClass(RawBsonDocument.class);
        long bytes = 0;
        for (RawBsonDocument raw : events.find(session, filter).limit(limit).batchSize(limit)) {
            BsonDocument document = reading.open(raw);
            Wanted event = wanted.remove(Ids.of(document));
            if (event != null) {
                int size = raw.getByteBuffer().remaining();
                bytes += size;
                event.entry().put(event.index(), item(event.entry(), event.index(), document, size, reading), size);
                if (event.expected() != null) {
                    elsewhere.compared(source, event.expected(), asStored(event, raw, reading));
                }
            }
        }
        return bytes;
    }

    private FeedItem item(EntryEvents entry, int index, BsonDocument document, int size, EventReading reading) {
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

    /** An event's document as it is stored. */
    Optional<BsonDocument> document(SourceId source, EventId id) {
        return Calls.call(
                "reading an event of " + source,
                () -> sessions.with(session -> Optional.ofNullable(names.events(source)
                        .find(session, eq("_id", Ids.toBson(id)))
                        .first())));
    }

    /** Reads a document as if it stood in an event's place. */
    FeedItem replaced(FeedItem event, Object replacement, EventReading reading) {
        if (!(replacement instanceof BsonDocument changed)) {
            return unreadable(event, "It must be a BsonDocument");
        }
        BsonValue id = Ids.toBson(event.id());
        if (!changed.get("_id", id).equals(id)) {
            return unreadable(event, "Its _id is another event's");
        }
        RawBsonDocument raw;
        try {
            BsonDocument document = new BsonDocument("_id", id);
            document.putAll(changed);
            raw = new RawBsonDocument(document, new BsonDocumentCodec());
        } catch (BSONException | IllegalArgumentException e) {
            return unreadable(event, "It does not encode: " + Calls.words(e));
        }
        int size = raw.getByteBuffer().remaining();
        int limit = Math.min(maxEventBytes, MAX_REPLACEMENT_BYTES);
        return size > limit
                ? unreadable(event, "It has " + size + " bytes, more than the limit of " + limit)
                : reading.read(reading.open(raw), event.position(), event.id(), event.slot());
    }

    private static UnreadableEvent unreadable(FeedItem event, String reason) {
        return new UnreadableEvent(event.position(), event.id(), event.slot(), reason);
    }

    private static UnreadableEvent missing(Wanted event) {
        Pointer pointer = event.entry().pointer(event.index());
        return new UnreadableEvent(
                event.position(),
                pointer.id(),
                pointer.slot(),
                "The event is in the ledger and no longer in its collection; somebody deleted it");
    }

    /** The ids from the least to the greatest, where most of what lies between them is likely to be wanted. */
    private static Optional<Bson> range(List<Wanted> events) {
        if (events.size() < MIN_RANGE) {
            return Optional.empty();
        }
        List<Object> ids = events.stream().map(event -> event.id().value()).toList();
        if (ids.stream().allMatch(ObjectId.class::isInstance)) {
            long span = events.getLast().position().since(events.getFirst().position()) + 1;
            List<ObjectId> sorted =
                    ids.stream().map(ObjectId.class::cast).sorted().toList();
            return (long) events.size() * MAX_SPREAD >= span
                    ? Optional.of(between(sorted.getFirst(), sorted.getLast()))
                    : Optional.empty();
        }
        if (ids.stream().allMatch(id -> id instanceof Long || id instanceof Integer)) {
            LongSummaryStatistics values =
                    ids.stream().mapToLong(id -> ((Number) id).longValue()).summaryStatistics();
            double span = (double) values.getMax() - values.getMin() + 1;
            return events.size() * MAX_SPREAD >= span
                    ? Optional.of(between(values.getMin(), values.getMax()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static Bson between(Object least, Object greatest) {
        return and(gte("_id", Ids.toBson(EventId.of(least))), lte("_id", Ids.toBson(EventId.of(greatest))));
    }
}
