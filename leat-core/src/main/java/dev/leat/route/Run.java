package dev.leat.route;

import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events for some of the owned partitions. Immutable.
 *
 * @param segments each of other partitions
 * @param positions how many positions were gone over, as a measure of the backlog
 * @param more whether there is more to be read at once that may go into the same batch
 */
public record Run(List<Segment> segments, long positions, boolean more) {

    /** A run that brings nothing on. */
    public static final Run NOTHING = new Run(List.of(), 0, false);

    public Run {
        segments = List.copyOf(segments);
    }

    /**
     * What brings some partitions on. Immutable.
     *
     * @param items in the ledger's order. Those that a partition has reached already, and events of other partitions, may be
     *     among them and do not count
     * @param through the partitions, and how far they come: every event of theirs behind where they were, up to here, is
     *     among the items
     * @param offset where their topic is read on; null on a route without topics
     */
    public record Segment(
            List<FeedItem> items,
            Map<Integer, Position> through,
            @Nullable TopicOffset offset) {
        public Segment {
            items = List.copyOf(items);
            through = Map.copyOf(through);
        }
    }
}
