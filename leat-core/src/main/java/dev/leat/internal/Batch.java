package dev.leat.internal;

import dev.leat.batch.BatchFold;
import dev.leat.batch.BatchFold.Failure;
import dev.leat.batch.KeyedItem;
import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.Event;
import dev.leat.event.Position;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.route.Run;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch in flight: its events, the documents that it has taken, and the keys that failed in it. It may go on over
 * several reads; then it keeps the events of the last one only, because those before are in the documents. Confined to
 * the projection task.
 *
 * @param <D> document type
 */
final class Batch<D> {

    private final Map<Integer, Position> through = new HashMap<>();
    private final Map<Integer, TopicOffset> offsets = new HashMap<>();
    private final Set<Integer> group = new HashSet<>();
    private final @Nullable Attempt attempt;
    private final Map<Key, D> before = new HashMap<>();
    private final Set<Key> known = new LinkedHashSet<>();
    private final Map<Key, Failure> failures = new LinkedHashMap<>();
    private List<KeyedItem> items = List.of();
    private long lastRead;
    private boolean more;
    private int reads;
    private @Nullable BatchFold<D> folded;

    private Batch(@Nullable Attempt attempt) {
        this.attempt = attempt;
    }

    /**
     * Starts a batch with its first run.
     *
     * @param items the events of the run that concern its partitions
     */
    static <D> Batch<D> ofRun(List<KeyedItem> items, Run run) {
        Batch<D> batch = new Batch<>(null);
        batch.readOn(items, run);
        return batch;
    }

    /** Starts the retry of a parked key. */
    static <D> Batch<D> ofRetry(Set<Integer> group, List<KeyedItem> queue, Attempt attempt) {
        Batch<D> batch = new Batch<>(attempt);
        batch.group.addAll(group);
        batch.items = queue;
        batch.reads = 1;
        return batch;
    }

    /** Goes on with the next run. */
    void readOn(List<KeyedItem> keyed, Run run) {
        items = keyed;
        for (Run.Segment segment : run.segments()) {
            through.putAll(segment.through());
            group.addAll(segment.through().keySet());
            TopicOffset offset = segment.offset();
            if (offset != null) {
                segment.through().keySet().forEach(partition -> offsets.put(partition, offset));
            }
        }
        lastRead = run.positions();
        more = run.more();
        reads++;
    }

    /** Whether there is more to read at once, of what it may go over. */
    boolean goesOn() {
        return more;
    }

    /** The partitions whose checkpoints it moves, or which it fences. */
    Set<Integer> group() {
        return group;
    }

    /** The events of the last read. */
    List<KeyedItem> items() {
        return items;
    }

    /** How many positions the last read gave. */
    long lastRead() {
        return lastRead;
    }

    /** How many reads it has gone over. */
    int reads() {
        return reads;
    }

    /** Where it moves the checkpoint of each partition; empty for a retry, which leaves them where they are. */
    Map<Integer, Position> through() {
        return through;
    }

    /** How far the hindmost of its partitions comes. */
    Position lowest() {
        return through.values().stream().reduce(Position.MAX, Position::min);
    }

    /** Where the topics of its partitions are read on, if there are any. */
    Map<Integer, TopicOffset> offsets() {
        return offsets;
    }

    /** The try of a parked key that it is; null for a run of the ledger. */
    @Nullable Attempt attempt() {
        return attempt;
    }

    Map<Key, Failure> failures() {
        return failures;
    }

    boolean existed(Key key) {
        return before.containsKey(key);
    }

    /** Takes what the cache has and tells which keys must be loaded. */
    Set<Key> takeFrom(DocumentCache<D> cache, OwnedParkedKeys parked, Projection<D> projection) {
        Set<Key> missing = new LinkedHashSet<>();
        for (KeyedItem item : items) {
            Key key = item.key();
            boolean queues = attempt == null && parked.contains(key);
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

    /** Folds the events of the last read onto what was folded before; once for each read. */
    BatchFold<D> fold(Projection<D> projection, OwnedParkedKeys parked) {
        BatchFold<D> fold =
                folded != null ? folded : new BatchFold<>(projection, before, key -> stopBefore(key, parked));
        fold.fold(items);
        folded = fold;
        return fold;
    }

    private @Nullable Position stopBefore(Key key, OwnedParkedKeys parked) {
        Failure failure = failures.get(key);
        if (failure != null) {
            return failure.item().item().position();
        }
        return attempt == null && parked.contains(key) ? Position.START : null;
    }

    /** Notes failures and forgets all documents, which the fold may have changed in place. For a batch of one read. */
    void failed(Map<Key, Failure> newFailures) {
        folded = null;
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
