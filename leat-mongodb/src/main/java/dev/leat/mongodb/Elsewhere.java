package dev.leat.mongodb;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.EventFetcher.Wanted;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event documents from elsewhere, and how far they are trusted: of each source the first ones and each thousandth after
 * them are read from the collection all the same and compared. After a difference no more are taken. Thread-safe.
 */
final class Elsewhere {

    private static final Logger log = LoggerFactory.getLogger(Elsewhere.class);

    /** So many are found equal before one is taken. */
    static final int FIRST_COMPARED = 20;

    private static final int COMPARED_EACH = 1_000;

    private final @Nullable EventBodies bodies;
    private final Map<SourceId, Trust> trusts = new ConcurrentHashMap<>();

    /**
     * Another place.
     *
     * @param bodies null for none
     */
    Elsewhere(@Nullable EventBodies bodies) {
        this.bodies = bodies;
    }

    /** The documents that are at hand of some events; waits as long as is worth while. */
    Map<Position, RawBsonDocument> find(SourceId source, List<Wanted> events) {
        if (bodies == null || trust(source).isLost()) {
            return Map.of();
        }
        NavigableMap<Position, EventId> wanted = new TreeMap<>();
        events.forEach(event -> wanted.put(event.position(), event.id()));
        return bodies.find(source, wanted);
    }

    /** Whether the next document is one to be compared instead of taken. */
    boolean isSample(SourceId source) {
        return trust(source).isSample();
    }

    /**
     * Compares an event by its two documents, as far as they can be read.
     *
     * @param expected what it is by the document from elsewhere, as it is stored
     * @param stored what it is by the collection, as it is stored
     */
    void compared(SourceId source, FeedItem expected, FeedItem stored) {
        if (!(stored instanceof Event)) {
            return;
        }
        Trust trust = trust(source);
        if (stored.equals(expected)) {
            trust.gain();
        } else if (trust.lose()) {
            log.error(
                    "Documents of another place are not those of the event collection. From here on until the replica is"
                            + " started anew all are read from the collection: source={} event={}",
                    source,
                    stored.id());
        }
    }

    /** Notes that a document could not be read as an event, and is read from the collection instead. */
    void unreadable(SourceId source, FeedItem item) {
        if (trust(source).doubtOnce()) {
            log.warn(
                    "A document of another place is no event by the mapping of its source. It and those like it are read"
                            + " from the collection: source={} event={}",
                    source,
                    item.id());
        }
    }

    private Trust trust(SourceId source) {
        return trusts.computeIfAbsent(source, id -> new Trust());
    }

    /** Guarded by its own monitor. */
    private static final class Trust {

        private int equal;
        private int taken;
        private boolean lost;
        private boolean doubted;

        synchronized boolean isLost() {
            return lost;
        }

        synchronized boolean isSample() {
            return lost || equal < FIRST_COMPARED || ++taken % COMPARED_EACH == 0;
        }

        synchronized void gain() {
            equal = Math.min(equal + 1, FIRST_COMPARED);
        }

        /** Whether it was there until now. */
        synchronized boolean lose() {
            boolean first = !lost;
            lost = true;
            return first;
        }

        synchronized boolean doubtOnce() {
            boolean first = !doubted;
            doubted = true;
            return first;
        }
    }
}
