package dev.leat.batch;

import dev.leat.event.Event;
import dev.leat.event.Position;
import dev.leat.projection.Key;
import dev.leat.projection.KeyedWrite;
import dev.leat.projection.Projection;
import dev.leat.projection.ReadModelWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Folds a run of keyed events onto documents in memory, each key's events in order. Confined to the caller's thread.
 *
 * <p>A key for which an event fails takes no further event. Because a document may be mutable, what was folded for such
 * a key is not to be used: the caller loads it afresh and folds again with the failure known, which stops the key
 * before the failed event.
 *
 * @param <D> document type
 */
public final class BatchFold<D> {

    private final Projection<D> projection;
    private final Map<Key, D> before;
    private final Function<Key, @Nullable Position> stopBefore;
    private final Map<Key, @Nullable D> after = new LinkedHashMap<>();
    private final Map<Integer, Integer> appliedByPartition = new HashMap<>();
    private final List<KeyedWrite> writes = new ArrayList<>();
    private final List<KeyedItem> held = new ArrayList<>();
    private final Map<Key, Failure> failures = new LinkedHashMap<>();

    /**
     * Prepares a fold.
     *
     * @param before documents that exist; keys without one start from the projection's initial document
     * @param stopBefore where a key stops taking events, because it is parked or failed before; null: nowhere
     */
    public BatchFold(Projection<D> projection, Map<Key, D> before, Function<Key, @Nullable Position> stopBefore) {
        this.projection = projection;
        this.before = before;
        this.stopBefore = stopBefore;
    }

    /** Folds the items, in order. */
    public void fold(List<KeyedItem> items) {
        for (KeyedItem item : items) {
            Position stop = stopBefore.apply(item.key());
            if ((stop != null && item.item().position().covers(stop)) || failures.containsKey(item.key())) {
                held.add(item);
            } else {
                apply(item);
            }
        }
    }

    private void apply(KeyedItem item) {
        if (!(item.item() instanceof Event event) || item.failure() != null) {
            fail(item, String.valueOf(item.failure()));
            return;
        }
        try {
            if (projection.folds(event)) {
                after.put(item.key(), projection.fold(current(item.key()), event));
            }
            for (ReadModelWrite write : projection.writesFor(item.key(), event)) {
                writes.add(new KeyedWrite(item.key(), write));
            }
            appliedByPartition.merge(item.partition(), 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(item, Failures.describe(e));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            fail(item, Failures.describe(e));
        }
    }

    private void fail(KeyedItem item, String error) {
        failures.put(item.key(), new Failure(item, error));
        held.add(item);
    }

    private D current(Key key) {
        D document = after.containsKey(key) ? after.get(key) : before.get(key);
        return document != null ? document : projection.initial();
    }

    /** The keys that failed in this fold, in order; when there are any, nothing else of the result may be used. */
    public Map<Key, Failure> failures() {
        return failures;
    }

    /** The documents that were folded; null for one that is deleted. */
    public Map<Key, @Nullable D> documents() {
        return after;
    }

    /** Hand-written updates, in order. */
    public List<KeyedWrite> writes() {
        return writes;
    }

    /** Items that were not applied because their key is parked or stopped. */
    public List<KeyedItem> held() {
        return held;
    }

    /** How many items were applied, by partition. */
    public Map<Integer, Integer> appliedByPartition() {
        return appliedByPartition;
    }

    /** The event at which a key stopped, and why. */
    public record Failure(KeyedItem item, String error) {}
}
