package dev.leat.verify;

import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkedKey;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import dev.leat.verify.Finding.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one projection anew, key by key, up to each partition's checkpoint and without what is parked, and
 * compares the outcome with what is stored. Confined to the checker's thread.
 *
 * @param <D> document type
 */
final class ProjectionCheck<D> {

    private final Projection<D> projection;
    private final ProjectionState state;
    private final SlotSet keySlots;
    private final Findings findings;
    private final Map<Position, Set<QueuedEvent>> queuedAt = new HashMap<>();
    private final Map<Key, @Nullable D> expected = new HashMap<>();
    private final Map<Integer, Long> appliedByPartition = new HashMap<>();
    private final Position furthest;
    private long applied;

    ProjectionCheck(Projection<D> projection, ProjectionState state, SlotSet keySlots, Findings findings) {
        this.projection = projection;
        this.state = state;
        this.keySlots = keySlots;
        this.findings = findings;
        this.furthest = state.partitions().stream().map(Ownership::checkpoint).reduce(Position.START, Position::max);
        for (QueuedEvent queued : state.queued()) {
            queuedAt.computeIfAbsent(queued.event().position(), position -> new HashSet<>())
                    .add(queued);
        }
    }

    /** Up to where events have to be given. */
    Position furthest() {
        return furthest;
    }

    /** The slots of the events that have to be given. */
    SlotSet eventSlots() {
        return projection.keying() instanceof Keying.ByStream ? keySlots : SlotSet.ALL;
    }

    long applied() {
        return applied;
    }

    long documents() {
        return state.documents().size();
    }

    long queued() {
        return state.queued().size();
    }

    /** Judges what needs no event. */
    void checkState(Position ledgerEnd) {
        for (Ownership ownership : state.partitions()) {
            if (!ledgerEnd.covers(ownership.checkpoint())) {
                impossible(
                        ownership,
                        "checkpoint " + ownership.checkpoint() + " lies behind the ledger's end, " + ledgerEnd);
            }
            if (ownership.owner() != null && ownership.epoch().value() < 1) {
                impossible(ownership, "it has an owner and was never claimed");
            }
        }
        Set<Key> parked = new HashSet<>();
        state.parked().stream().map(ParkedKey::key).forEach(parked::add);
        Set<Key> withQueue = new HashSet<>();
        for (QueuedEvent queued : state.queued()) {
            withQueue.add(queued.key());
            if (!parked.contains(queued.key())) {
                findings.add(
                        Kind.BROKEN_QUEUE,
                        subject(queued.key()),
                        "event at " + queued.event().position() + " waits for a key that is not parked");
            }
        }
        parked.stream()
                .filter(key -> !withQueue.contains(key))
                .forEach(key -> findings.add(Kind.BROKEN_QUEUE, subject(key), "it is parked and no event waits"));
    }

    private void impossible(Ownership ownership, String detail) {
        findings.add(Kind.IMPOSSIBLE_CHECKPOINT, ownership.partition().toString(), detail);
    }

    /** Takes the next event; to be called in the order of positions. */
    void take(FeedItem item) {
        switch (item) {
            case UnreadableEvent unreadable -> requireParked(unreadable, unreadable.reason());
            case Event event -> {
                if (projection.handles(event)) {
                    takeEvent(event);
                }
            }
        }
    }

    private void takeEvent(Event event) {
        Collection<Key> keys;
        try {
            keys = projection.keysOf(event);
        } catch (RuntimeException e) {
            requireParked(event, "the key function fails: " + e);
            return;
        }
        Set<QueuedEvent> queued = queuedAt.getOrDefault(event.position(), Set.of());
        for (Key key : keys) {
            int slot = Slots.of(key.value());
            int partition = projection.partitioning().partitionOf(slot);
            boolean passed = state.partitions().get(partition).checkpoint().covers(event.position());
            if (keySlots.contains(slot) && passed && !isQueued(queued, keys, key, partition)) {
                fold(event, key, partition);
            }
        }
    }

    /** In its own queue, or in that of a key that was made up because the true ones could not be known. */
    private boolean isQueued(Set<QueuedEvent> queued, Collection<Key> keys, Key key, int partition) {
        return queued.stream()
                .anyMatch(each -> each.key().equals(key)
                        || (!keys.contains(each.key())
                                && (each.partition().number() == partition
                                        || projection.keying() instanceof Keying.ByStream)));
    }

    private void fold(Event event, Key key, int partition) {
        D before = expected.get(key);
        try {
            expected.put(key, projection.fold(before != null ? before : projection.initial(), event));
            applied++;
            appliedByPartition.merge(partition, 1L, Long::sum);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            findings.add(
                    Kind.EVENT_SKIPPED,
                    subject(key),
                    event + " fails and is behind the checkpoint, but not parked: " + e);
        }
    }

    private void requireParked(FeedItem item, String reason) {
        Set<QueuedEvent> queued = queuedAt.getOrDefault(item.position(), Set.of());
        List<Ownership> concerned = projection.keying() instanceof Keying.ByStream
                ? List.of(state.partitions().get(projection.partitioning().partitionOf(item.slot())))
                : state.partitions();
        for (Ownership ownership : concerned) {
            boolean passed = ownership.checkpoint().covers(item.position());
            boolean waits = queued.stream().anyMatch(each -> each.partition().equals(ownership.partition()));
            if (passed && !waits) {
                findings.add(
                        Kind.EVENT_SKIPPED,
                        ownership.partition() + " " + item.position(),
                        "event " + item.id() + " cannot be read and is not parked: " + reason);
            }
        }
    }

    /**
     * Compares the fold with the documents, when all events were given.
     *
     * @param stored makes the stored form of an expected document
     */
    void compare(StateReader stored) {
        expected.values().removeIf(document -> document == null);
        Set<Key> keys = new HashSet<>(expected.keySet());
        keys.addAll(state.documents().keySet());
        for (Key key : keys) {
            D wanted = expected.get(key);
            StoredDocument found = state.documents().get(key);
            if (found == null) {
                findings.add(Kind.DOCUMENT_MISSING, subject(key), "the events demand " + wanted);
            } else if (wanted == null) {
                findings.add(Kind.DOCUMENT_UNEXPLAINED, subject(key), "no event explains " + found);
            } else {
                DocumentComparison.compare(subject(key), stored.asStored(projection, key, wanted), found, findings);
            }
        }
    }

    /** Compares the counters of effects with what was folded; only when all keys were judged. */
    void compareCounters() {
        for (Ownership ownership : state.partitions()) {
            long folded = appliedByPartition.getOrDefault(ownership.partition().number(), 0L);
            if (ownership.events() != folded) {
                impossible(
                        ownership,
                        ownership.events() + " events took effect by its counter, and " + folded + " by the ledger");
            }
        }
    }

    private String subject(Key key) {
        return projection.id() + " " + key;
    }
}
