package dev.leat.ledger;

import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.partition.SlotSet;
import java.util.List;
import java.util.Optional;

/**
 * Gives a replica the events behind a ledger's positions <em>(SPI)</em>. Thread-safe; every call blocks. All it reads
 * is immutable, so that an implementation may cache and read ahead.
 */
public interface EventFeed {

    /**
     * Reads on from a position.
     *
     * @param after exclusive
     * @param upTo inclusive bound
     * @param slots whose events are wanted; others are passed over
     * @param maxEvents most items wanted, 1 or more
     * @return wanted items in position order; {@link Slice#through()} equals {@code after} at the ledger's end
     */
    Slice read(SourceId source, Position after, Position upTo, SlotSet slots, int maxEvents);

    /** Fetches the events at given positions, in the order given; unreadable ones included. */
    List<FeedItem> fetch(SourceId source, List<Position> positions);

    /**
     * An event's document in the form in which the store keeps it, whether or not it can be read; empty when it is gone.
     * A changed copy of it may be a {@linkplain #replaced replacement}.
     */
    Optional<Object> stored(SourceId source, EventId id);

    /**
     * Reads a document as if it stood in an event's place.
     *
     * @param replacement in the form of {@link #stored}
     * @return unreadable, with the reason, when it is of another form, of another event, or does not decode
     */
    FeedItem replaced(SourceId source, FeedItem event, Object replacement);

    /**
     * A run of a ledger. Immutable.
     *
     * @param through every wanted event up to here is among the items
     * @param more whether there is more to read at once; if the ledger has grown unnoticed, a wake-up tells
     */
    record Slice(List<FeedItem> items, Position through, boolean more) {
        public Slice {
            items = List.copyOf(items);
        }
    }
}
