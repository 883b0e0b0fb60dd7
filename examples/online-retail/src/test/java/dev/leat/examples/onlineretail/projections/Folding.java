package dev.leat.examples.onlineretail.projections;

import dev.leat.event.Event;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Folds events by a projection, without any store. */
public final class Folding {

    private Folding() {}

    /** The documents by key. */
    public static <D> Map<String, D> fold(Projection<D> projection, List<Event> events) {
        Map<String, D> documents = new TreeMap<>();
        for (Event event : events) {
            if (projection.handles(event)) {
                for (Key key : projection.keysOf(event)) {
                    documents.put(key.value(), after(projection, documents.get(key.value()), event));
                }
            }
        }
        return documents;
    }

    private static <D> D after(Projection<D> projection, @org.jspecify.annotations.Nullable D before, Event event) {
        try {
            return Objects.requireNonNull(projection.fold(before == null ? projection.initial() : before, event));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
