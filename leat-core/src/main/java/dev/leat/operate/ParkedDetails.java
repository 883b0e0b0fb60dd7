package dev.leat.operate;

import dev.leat.event.FeedItem;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parked key and what waits for it. Immutable as long as the event's data is.
 *
 * @param event the one that failed, or why it cannot be read
 * @param document its document as the store keeps it, payload and all; null when it is gone. A changed copy of it may be
 *     the replacement of an {@linkplain ParkedKeys#edit edit}
 * @param queue the first events that wait, in order, the failed one first
 * @param more whether others wait behind them
 */
public record ParkedDetails(
        ParkedKey key, FeedItem event, @Nullable Object document, List<ParkedEvent> queue, boolean more) {

    public ParkedDetails {
        queue = List.copyOf(queue);
    }
}
