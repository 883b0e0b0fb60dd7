package dev.leat.projection;

import dev.leat.event.Event;
import java.util.Collection;
import java.util.function.Function;

/** How a projection finds the documents that an event concerns. */
public sealed interface Keying {

    /** One document per stream: a replica fetches its own slots' events only. */
    record ByStream() implements Keying {}

    /**
     * Documents named by the event's content: each replica evaluates every event and folds those whose key it owns.
     *
     * @param keys pure; none, one or several keys of an event
     */
    record ByContent(Function<? super Event, ? extends Collection<Key>> keys) implements Keying {}
}
