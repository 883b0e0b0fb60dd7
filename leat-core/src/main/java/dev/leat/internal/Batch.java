package dev.leat.internal;

import dev.leat.batch.BatchFold;
import dev.leat.batch.BatchFold.Failure;
import dev.leat.batch.KeyedItem;
import dev.leat.event.Event;
import dev.leat.event.Position;
import dev.leat.park.ParkedKey;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch in flight: its events, the documents that it has taken, and the keys that failed in it. Confined to the
 * projection task.
 *
 * @param <D> document type
 */
final class Batch<D> {

    private final Set<Integer> group;
    private final List<KeyedItem> items;
    private final Position through;
    private final @Nullable ParkedKey retryOf;
    private final Map<Key, D> before = new HashMap<>();
    private final Set<Key> known = new LinkedHashSet<>();
    private final Map<Key, Failure> failures = new LinkedHashMap<>();

    /**
     * Starts a batch.
     *
     * @param group partitions whose checkpoints it moves
     * @param through where it moves them
     * @param retryOf the parked key whose queue this is; null for a run of the ledger
     */
    Batch(Set<Integer> group, List<KeyedItem> items, Position through, @Nullable ParkedKey retryOf) {
        this.group = group;
        this.items = items;
        this.through = through;
        this.retryOf = retryOf;
    }

    Set<Integer> group() {
        return group;
    }

    List<KeyedItem> items() {
        return items;
    }

    Position through() {
        return through;
    }

    @Nullable ParkedKey retryOf() {
        return retryOf;
    }

    Map<Key, Failure> failures() {
        return failures;
    }

    boolean existed(Key key) {
        return before.containsKey(key);
    }

    /** Takes what the cache has and tells which keys must be loaded. */
    Set<Key> takeFrom(DocumentCache<D> cache, ParkedKeys parked, Projection<D> projection) {
        Set<Key> missing = new LinkedHashSet<>();
        for (KeyedItem item : items) {
            Key key = item.key();
            boolean queues = retryOf == null && parked.contains(key);
            if (queues || known.contains(key) || !(item.item() instanceof Event event) || !projection.folds(event)) {
                continue;
            }
            if (cache.knows(key)) {
                known.add(key);
                cache.take(key).ifPresent(document -> before.put(key, document));
            } else {
                missing.add(key);
            }
        }
        return missing;
    }

    void loaded(Collection<Key> keys, Map<Key, D> documents) {
        known.addAll(keys);
        before.putAll(documents);
    }

    BatchFold<D> fold(Projection<D> projection, ParkedKeys parked) {
        BatchFold<D> fold = new BatchFold<>(projection, before, key -> stopBefore(key, parked));
        fold.fold(items);
        return fold;
    }

    private @Nullable Position stopBefore(Key key, ParkedKeys parked) {
        Failure failure = failures.get(key);
        if (failure != null) {
            return failure.item().item().position();
        }
        return retryOf == null && parked.contains(key) ? Position.START : null;
    }

    /** Notes failures and forgets all documents, which the fold may have changed in place. */
    void failed(Map<Key, Failure> newFailures) {
        failures.putAll(newFailures);
        before.clear();
        known.clear();
    }

    /** The failure of a key whose document the store can never take: it stops before its first event of this batch. */
    Map<Key, Failure> refusal(Key key, String reason) {
        KeyedItem first = items.stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow();
        return Map.of(key, new Failure(first, reason));
    }

    /** Gives documents back to the cache as they are after the commit. */
    void giveBack(DocumentCache<D> cache, Map<Key, @Nullable D> after) {
        for (Key key : known) {
            cache.put(key, after.containsKey(key) ? after.get(key) : before.get(key));
        }
    }
}
