package dev.leat.internal;

import dev.leat.projection.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The owner's most recently used documents, and keys known to have none. Confined to the projection task.
 *
 * @param <D> document type
 */
final class DocumentCache<D> {

    private final Map<Key, Optional<D>> documents;

    DocumentCache(int limit) {
        this.documents = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Optional<D>> eldest) {
                return size() > limit;
            }
        };
    }

    /**
     * Takes a document out: while it is being folded it belongs to the batch.
     *
     * @return empty when the key is not known, or known to have no document
     */
    Optional<D> take(Key key) {
        Optional<D> document = documents.remove(key);
        return document != null ? document : Optional.empty();
    }

    boolean knows(Key key) {
        return documents.containsKey(key);
    }

    void put(Key key, @Nullable D document) {
        documents.put(key, Optional.ofNullable(document));
    }

    void removeIf(Predicate<Key> condition) {
        documents.keySet().removeIf(condition);
    }

    void clear() {
        documents.clear();
    }
}
