package dev.leat.internal;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.SourceId;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to be tried of parked keys. A queue is tried as a whole; when the store refuses what comes of it, event by
 * event, so that the one that is at fault is found. Confined to the projection task.
 */
final class Attempts {

    private final Projection<?> projection;
    private final SourceId source;
    private final ParkStore parked;
    private final EventFeed feed;
    private final int maxEvents;
    private @Nullable Key alone;

    Attempts(Projection<?> projection, SourceId source, ReplicaContext context) {
        this.projection = projection;
        this.source = source;
        this.parked = context.stores().parked();
        this.feed = context.stores().feed();
        this.maxEvents = context.config().batch().maxEvents();
    }

    /** Reads the first events of a key's queue. */
    Attempt read(ParkedKey key) {
        int max = key.key().equals(alone) ? 1 : maxEvents;
        alone = null;
        List<ParkedEvent> waiting = parked.queue(projection.id(), key.key(), max + 1);
        List<ParkedEvent> first = waiting.subList(0, Math.min(max, waiting.size()));
        Position next = waiting.size() > max ? waiting.get(max).position() : null;
        List<FeedItem> items =
                feed.fetch(source, first.stream().map(ParkedEvent::position).toList());
        return Attempt.of(
                projection, key, first, items, next, (event, replacement) -> feed.replaced(source, event, replacement));
    }

    /** Has the next attempt of a key be of one event. */
    void oneByOne(Key key) {
        alone = key;
    }
}
