package dev.leat.verify;

import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.lease.Ownership;
import dev.leat.park.Ruling;
import dev.leat.partition.PartitionId;
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
import java.util.Optional;
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
    private final Rulings rulings;
    private final SlotSet keySlots;
    private final Findings findings;
    private final Map<Position, Set<QueuedEvent>> queuedAt = new HashMap<>();
    private final Map<Key, @Nullable D> expected = new HashMap<>();
    private final Set<Key> undecided = new HashSet<>();
    private final Map<Integer, Long> appliedByPartition = new HashMap<>();
    private final Position furthest;
    private boolean countersDecided = true;
    private long applied;
    private long documents;

    /**
     * Prepares a check.
     *
     * @param state with every partition there
     * @param keySlots slots of the keys that are judged
     */
    ProjectionCheck(
            Projection<D> projection, ProjectionState state, Rulings rulings, SlotSet keySlots, Findings findings) {
        this.projection = projection;
        this.state = state;
        this.rulings = rulings;
        this.keySlots = keySlots;
        this.findings = findings;
        this.furthest = state.partitions().stream().map(Ownership::checkpoint).reduce(Position.START, Position::max);
        for (QueuedEvent queued : state.queued()) {
            queuedAt.computeIfAbsent(queued.event().position(), position -> new HashSet<>())
                    .add(queued);
        }
    }

    /** The slots of the events that have to be given. */
    SlotSet eventSlots() {
        return isByStream() ? keySlots : SlotSet.ALL;
    }

    long applied() {
        return applied;
    }

    long documents() {
        return documents;
    }

    /** Takes the next event; to be called in the order of positions. */
    void take(FeedItem item) {
        if (!furthest.covers(item.position()) || !eventSlots().contains(item.slot())) {
            return;
        }
        Set<QueuedEvent> queued = queuedAt.getOrDefault(item.position(), Set.of());
        for (QueuedEvent each : queued) {
            if (!each.event().id().equals(item.id()) && isJudgedHere(item)) {
                findings.add(
                        Kind.BROKEN_QUEUE,
                        subject(each.key()),
                        "event " + each.event().id() + " waits at " + item.position() + ", where event " + item.id()
                                + " stands");
            }
        }
        switch (item) {
            case UnreadableEvent unreadable -> requireParked(unreadable, queued, unreadable.reason());
            case Event event -> {
                if (projection.handles(event)) {
                    takeEvent(event, queued);
                }
            }
        }
        rulings.at(item.position()).forEach(ruling -> takeRuled(item, ruling));
    }

    /** Folds the replacement of an event that was edited. */
    private void takeRuled(FeedItem item, Ruling ruling) {
        if (!ruling.event().id().equals(item.id())) {
            brokenRuling(ruling, "where event " + item.id() + " stands");
            return;
        }
        Optional<FeedItem> replacement = rulings.replacement(item, ruling);
        if (replacement.isEmpty()) {
            return;
        }
        if (!(replacement.get() instanceof Event event)) {
            brokenRuling(ruling, "and its replacement cannot be read");
            return;
        }
        Collection<Key> keys;
        try {
            keys = projection.keysOf(event);
        } catch (RuntimeException e) {
            brokenRuling(ruling, "and the key function fails for its replacement: " + e);
            return;
        }
        for (Key key : keys) {
            int slot = Slots.of(key.value());
            int partition = projection.partitioning().partitionOf(slot);
            boolean meant = keys.contains(ruling.key())
                    ? key.equals(ruling.key())
                    : partition == ruling.partition().number();
            if (meant && keySlots.contains(slot)) {
                fold(event, key, partition);
            }
        }
    }

    private void brokenRuling(Ruling ruling, String how) {
        if (keySlots.contains(Slots.of(ruling.key().value()))) {
            findings.add(
                    Kind.BROKEN_RULING,
                    subject(ruling.key()),
                    ruling.request().action() + " of event " + ruling.event().id() + " is stored for position "
                            + ruling.event().position() + ", " + how);
        }
    }

    /** Of several passes over the same events, one judges what is not a key's. */
    private boolean isJudgedHere(FeedItem item) {
        return keySlots.contains(item.slot());
    }

    private void takeEvent(Event event, Set<QueuedEvent> queued) {
        Collection<Key> keys;
        try {
            keys = projection.keysOf(event);
        } catch (RuntimeException e) {
            requireParked(event, queued, "the key function fails: " + e);
            return;
        }
        for (QueuedEvent each : queued) {
            if (!keys.contains(each.key()) && isForAllPartitions(each)) {
                undecided.addAll(keys);
                countersDecided = false;
            }
        }
        for (Key key : keys) {
            int slot = Slots.of(key.value());
            int partition = projection.partitioning().partitionOf(slot);
            int reader = isByStream() ? projection.partitioning().partitionOf(event.slot()) : partition;
            boolean passed = checkpoint(reader).covers(event.position());
            boolean waits = queued.stream().anyMatch(each -> isAbout(each.key(), each.partition(), keys, key));
            boolean ruledOut = rulings.at(event.position()).stream()
                    .anyMatch(each -> isAbout(each.key(), each.partition(), keys, key));
            if (keySlots.contains(slot) && passed && !waits && !ruledOut) {
                fold(event, key, partition);
            }
        }
    }

    /** Whether what is parked or ruled under a key concerns one of the keys of its event. */
    private boolean isAbout(Key under, PartitionId partition, Collection<Key> keys, Key key) {
        return under.equals(key)
                || (!keys.contains(under)
                        && (isByStream()
                                || partition.number()
                                        == projection.partitioning().partitionOf(Slots.of(key.value()))));
    }

    private boolean isByStream() {
        return projection.keying() instanceof Keying.ByStream;
    }

    private Position checkpoint(int partition) {
        return state.partitions().get(partition).checkpoint();
    }

    /**
     * An event whose keys could not be known waits under a key that was made up, one for each partition. Early builds made
     * up one for all of them; then those partitions have applied it that read it later, and nobody knows which.
     */
    private boolean isForAllPartitions(QueuedEvent queued) {
        return !isByStream()
                && !queued.key().value().endsWith("@" + queued.partition().number());
    }

    private void fold(Event event, Key key, int partition) {
        D before = expected.get(key);
        try {
            if (projection.folds(event)) {
                expected.put(key, projection.fold(before != null ? before : projection.initial(), event));
            }
            applied++;
            appliedByPartition.merge(partition, 1L, Long::sum);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            findings.add(
                    Kind.EVENT_SKIPPED,
                    subject(key),
                    event + " fails and is behind the checkpoint, but not parked: " + e);
        }
    }

    /**
     * An event whose keys cannot be known waits in each partition that may have one of them: in that of its slot keyed by
     * stream, in every one keyed by content.
     */
    private void requireParked(FeedItem item, Set<QueuedEvent> queued, String reason) {
        List<Ruling> ruled = rulings.at(item.position());
        if (!isJudgedHere(item)
                || (isByStream() && !ruled.isEmpty())
                || queued.stream().anyMatch(each -> isByStream() || isForAllPartitions(each))) {
            return;
        }
        int ofSlot = projection.partitioning().partitionOf(item.slot());
        List<PartitionId> lacking = state.partitions().stream()
                .map(Ownership::partition)
                .filter(partition -> !isByStream() || partition.number() == ofSlot)
                .filter(partition -> checkpoint(partition.number()).covers(item.position()))
                .filter(partition ->
                        queued.stream().noneMatch(each -> each.partition().equals(partition)))
                .filter(partition ->
                        ruled.stream().noneMatch(each -> each.partition().equals(partition)))
                .toList();
        if (!lacking.isEmpty()) {
            findings.add(
                    Kind.EVENT_SKIPPED,
                    lacking.getFirst() + " " + item.position(),
                    "event " + item.id() + " cannot be read and is not parked"
                            + (lacking.size() == 1 ? "" : " in " + lacking.size() + " partitions") + ": " + reason);
        }
    }

    /**
     * Compares the fold with the documents, when all events were given.
     *
     * @param stored makes the stored form of an expected document
     */
    void compare(StateReader stored) {
        if (projection.writes()) {
            findings.cannotJudge(
                    "documents of " + projection + ": it has hand-written updates, of which no fold tells the outcome");
        } else {
            compareDocuments(stored);
        }
        compareCounters();
    }

    private void compareDocuments(StateReader stored) {
        expected.values().removeIf(document -> document == null);
        Set<Key> keys = new HashSet<>(expected.keySet());
        keys.addAll(state.documents().keySet());
        keys.removeAll(undecided);
        if (!undecided.isEmpty()) {
            findings.cannotJudge(undecided.size() + " documents of " + projection
                    + ": an event of theirs waits under a key of its own, and who has applied it nobody knows");
        }
        documents = keys.size();
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

    /** Compares the counters of those partitions of which all keys were judged. */
    private void compareCounters() {
        for (Ownership ownership : state.partitions()) {
            int number = ownership.partition().number();
            long folded = appliedByPartition.getOrDefault(number, 0L);
            boolean whole = keySlots.containsAll(projection.partitioning().slotsOf(number));
            if (whole && countersDecided && ownership.events() != folded) {
                findings.add(
                        Kind.IMPOSSIBLE_CHECKPOINT,
                        ownership.partition().toString(),
                        ownership.events() + " events took effect by its counter, and " + folded + " by the ledger");
            }
        }
    }

    private String subject(Key key) {
        return projection.id() + " " + key;
    }
}
