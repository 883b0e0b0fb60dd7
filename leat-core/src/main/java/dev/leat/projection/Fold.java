package dev.leat.projection;

import dev.leat.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * One step of a fold: the document before and an event give the document after. Pure: same input, same output, no
 * effects; it may run again for the same event, and what it returned is then dropped.
 *
 * @param <D> document type
 * @param <E> type of the event's data
 */
@FunctionalInterface
public interface Fold<D, E> {

    /**
     * The document after the event.
     *
     * @param document before; the projection's initial document when there is none
     * @param data the event's typed data
     * @return after; null deletes the document
     * @throws Exception the event fails for this key: it is retried within the budget, then the key is parked
     */
    @Nullable D apply(D document, E data, Event event) throws Exception;
}
