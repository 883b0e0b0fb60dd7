package dev.leat.mongodb;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import java.util.Map;
import java.util.NavigableMap;
import org.bson.RawBsonDocument;

/**
 * Event documents that are at hand elsewhere than in their collection, in a topic say <em>(SPI)</em>. Thread-safe.
 *
 * <p>Little is asked of it: what is missing is read from the collection, what cannot be read through the mapping too, and
 * samples are compared with the collection before and while the rest is taken.
 */
@FunctionalInterface
public interface EventBodies {

    /**
     * Those that are at hand, or come while it is worth waiting for them.
     *
     * @param events one or more, by their places in the source's ledger
     * @return documents as they were inserted, by the same places
     */
    Map<Position, RawBsonDocument> find(SourceId source, NavigableMap<Position, EventId> events);
}
