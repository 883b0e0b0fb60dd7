package dev.leat.mongodb;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.SourceId;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/**
 * Events as they are stored, before upcasting and decoding: what a route carries, and what it makes typed events of.
 * Thread-safe.
 */
public final class StoredEvents {

    private static final String ID = "_id";
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private final EventFeed feed;
    private final Function<SourceId, EventReading> readings;

    StoredEvents(EventFeed feed, Function<SourceId, EventReading> readings) {
        this.feed = feed;
        this.readings = readings;
    }

    /**
     * The ledger with its events, whose data are {@link BsonDocument}s as stored. It takes what the replica's own tailer
     * brings, so {@link LeatMongo#feed} is not to be read at the same time.
     */
    public EventFeed feed() {
        return feed;
    }

    /**
     * Upcasts and decodes an event.
     *
     * @param stored with a {@link BsonDocument} as data
     * @return the typed event, or the reason why there is none
     */
    public FeedItem typed(SourceId source, Event stored) {
        return readings.apply(source).typed(stored);
    }

    /** Reads an event document through the mapping of its source, and upcasts and decodes it. */
    public FeedItem read(SourceId source, BsonDocument document, Position position, EventId id, int slot) {
        return readings.apply(source).read(document, position, id, slot);
    }

    /** The id of an event document; empty when it has none. */
    public static Optional<EventId> idOf(BsonDocument document) {
        return Optional.ofNullable(document.get(ID)).map(Ids::fromBson);
    }

    /** An id as text, in canonical Extended JSON: {@link #idOf} gives an equal one back. */
    public static String textOf(EventId id) {
        return new BsonDocument(ID, Ids.toBson(id)).toJson(CANONICAL);
    }

    /** The id in a text of {@link #textOf}; empty when there is none in it. */
    public static Optional<EventId> idOf(String text) {
        try {
            return Optional.ofNullable(BsonDocument.parse(text).get(ID)).map(Ids::fromBson);
        } catch (JsonParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
