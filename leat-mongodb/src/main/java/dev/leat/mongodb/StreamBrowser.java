package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.MongoCollection;
import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.partition.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Lists the streams of a source and reads their events as they are stored, for people who look. A stream costs a query or
 * two, however long it is. Thread-safe; every call blocks.
 */
public final class StreamBrowser {

    private final MongoCollection<BsonDocument> events;
    private final EventMapping mapping;
    private final EventReading reading;

    StreamBrowser(MongoCollection<BsonDocument> events, EventMapping mapping, EventReading reading) {
        this.events = events;
        this.mapping = mapping;
        this.reading = reading;
    }

    /**
     * One stream. Immutable.
     *
     * @param lastVersion of its last event; {@link Event#NO_VERSION} when the source keeps none
     * @param lastTime of that event; null when the source keeps neither versions nor times
     */
    public record StreamSummary(
            StreamId stream, long lastVersion, @Nullable Instant lastTime) {}

    /**
     * Streams in the order of their ids.
     *
     * @param prefix what their ids begin with, empty for all
     * @param after the stream that the last page ended with; null for the first page
     * @param max how many at most
     * @throws UnsuitableStoreException when the collection has no index that begins with the stream
     * @throws dev.leat.failure.StoreUnavailableException when MongoDB does not answer
     */
    public List<StreamSummary> list(String prefix, @Nullable StreamId after, int max) {
        return Calls.call("listing the streams of " + events.getNamespace(), () -> {
            requireIndex();
            List<StreamSummary> found = new ArrayList<>();
            Bson next = after == null ? gte(mapping.stream(), prefix) : gt(mapping.stream(), after.value());
            while (found.size() < max) {
                String stream = firstStream(next);
                if (stream == null || !stream.startsWith(prefix)) {
                    break;
                }
                found.add(summary(StreamId.of(stream)));
                next = gt(mapping.stream(), stream);
            }
            return found;
        });
    }

    private @Nullable String firstStream(Bson filter) {
        BsonDocument first = events.find(filter)
                .sort(ascending(mapping.stream()))
                .projection(include(mapping.stream()))
                .limit(1)
                .first();
        BsonValue stream = first == null ? null : EventReading.at(first, mapping.stream());
        return stream == null ? null : stream.asString().getValue();
    }

    private StreamSummary summary(StreamId stream) {
        String order = mapping.version() != null ? mapping.version() : mapping.time();
        FeedItem last = order == null
                ? null
                : read(eq(mapping.stream(), stream.value()), descending(order), 1)
                        .getFirst();
        return last instanceof Event event
                ? new StreamSummary(stream, event.version(), mapping.time() == null ? null : event.time())
                : new StreamSummary(stream, Event.NO_VERSION, null);
    }

    /**
     * The events of a stream, in the order of versions, or of times where the source keeps no versions. Their positions are
     * {@link Position#START}: nobody looks into the ledger.
     *
     * @param fromVersion the first version wanted; of no effect where the source keeps none
     * @param max how many at most
     * @throws dev.leat.failure.StoreUnavailableException when MongoDB does not answer
     */
    public List<FeedItem> read(StreamId stream, long fromVersion, int max) {
        String version = mapping.version();
        Bson ofStream = eq(mapping.stream(), stream.value());
        Bson filter = version == null ? ofStream : and(ofStream, gte(version, fromVersion));
        String order = version != null ? version : mapping.time() != null ? mapping.time() : "_id";
        return Calls.call("reading stream " + stream, () -> read(filter, ascending(order), max));
    }

    private List<FeedItem> read(Bson filter, Bson order, int max) {
        List<FeedItem> items = new ArrayList<>();
        for (BsonDocument document : events.find(filter).sort(order).limit(max)) {
            BsonValue stream = EventReading.at(document, mapping.stream());
            int slot = stream != null && stream.isString()
                    ? Slots.of(stream.asString().getValue())
                    : 0;
            items.add(reading.read(document, Position.START, Ids.of(document), slot));
        }
        return items;
    }

    private void requireIndex() {
        for (BsonDocument index : events.listIndexes(BsonDocument.class)) {
            if (index.getDocument("key").getFirstKey().equals(mapping.stream())
                    && !index.containsKey("partialFilterExpression")) {
                return;
            }
        }
        throw new UnsuitableStoreException("Collection " + events.getNamespace() + " has no index that begins with "
                + mapping.stream() + ", so listing its streams would read all of it. Make one with db."
                + events.getNamespace().getCollectionName() + ".createIndex({'" + mapping.stream() + "': 1"
                + (mapping.version() == null ? "" : ", '" + mapping.version() + "': 1") + "}).");
    }
}
