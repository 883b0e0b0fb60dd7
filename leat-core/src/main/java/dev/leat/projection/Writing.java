package dev.leat.projection;

import dev.leat.event.Event;
import java.util.List;

/**
 * The escape hatch beside the fold: hand-written updates that go into the same transaction as the checkpoint, so they
 * too take effect exactly once, in stream order.
 */
@FunctionalInterface
public interface Writing {

    /**
     * The updates for an event.
     *
     * @return in the order in which they are to be applied
     * @throws Exception the event fails for this key: it is retried within the budget, then the key is parked
     */
    List<? extends ReadModelWrite> writes(Key key, Event event) throws Exception;
}
