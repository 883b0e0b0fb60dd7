package dev.leat.internal;

import dev.leat.batch.BatchFold;
import dev.leat.batch.BatchFold.Failure;
import dev.leat.batch.Failures;
import dev.leat.batch.KeyedItem;
import dev.leat.batch.Keyer;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The retry of a parked key: its queue as a batch of its own, and what follows from the attempt. Pure.
 *
 * <p>An event that was parked under a key of its own, because its true keys could not be known, is applied to those of
 * its true keys that lie in the partition which parked it, once they can be known: to all of them or to none.
 */
final class Retries {

    private Retries() {}

    /** The batch that retries a key. */
    static <D> Batch<D> batch(
            Projection<D> projection, Attempt attempt, OwnedPartitions owned, OwnedParkedKeys parked) {
        ParkedKey key = attempt.key();
        List<KeyedItem> items = new ArrayList<>();
        for (FeedItem item : attempt.items()) {
            switch (item) {
                case UnreadableEvent unreadable -> items.add(failed(item, key, unreadable.reason()));
                case Event event -> items.addAll(itemsOf(projection, event, key, owned, parked));
            }
        }
        Set<Integer> group = items.stream().map(KeyedItem::partition).collect(Collectors.toSet());
        group.add(key.partition().number());
        return Batch.ofRetry(group, items, attempt);
    }

    private static List<KeyedItem> itemsOf(
            Projection<?> projection, Event event, ParkedKey parkedKey, OwnedPartitions owned, OwnedParkedKeys parked) {
        Collection<Key> keys;
        try {
            keys = projection.keysOf(event);
        } catch (RuntimeException e) {
            return List.of(failed(event, parkedKey, "The key function failed: " + Failures.describe(e)));
        }
        int home = parkedKey.partition().number();
        if (keys.contains(parkedKey.key())) {
            return List.of(new KeyedItem(event, parkedKey.key(), home, null));
        }
        boolean forAll = Attempt.isForAllPartitions(projection, event.id(), parkedKey.key());
        List<KeyedItem> items = new ArrayList<>();
        for (Key key : projection.handles(event) ? keys : List.<Key>of()) {
            int partition = Commits.partitionOf(projection, key);
            if (forAll && !owned.contains(partition)) {
                return List.of(failed(
                        event,
                        parkedKey,
                        "The event's key " + key + " lies in partition " + partition
                                + ", which another replica owns. Retry while one replica owns both."));
            }
            boolean mine = partition == home
                    || (forAll
                            && owned.reached(partition).covers(event.position())
                            && !parked.contains(Keyer.unkeyed(event.id(), partition)));
            if (mine && parked.contains(key)) {
                return List.of(
                        failed(event, parkedKey, "The event's key " + key + " is parked. Retry that key first."));
            }
            if (mine) {
                items.add(new KeyedItem(event, key, partition, null));
            }
        }
        return items;
    }

    /**
     * Where a parked event has to be retried, when it turned out to belong to a stream of another partition than the one
     * that parked it; empty when it is where it belongs.
     */
    static OptionalInt strayedTo(Projection<?> projection, Attempt attempt) {
        ParkedKey key = attempt.key();
        if (projection.keying() instanceof Keying.ByStream
                && !attempt.items().isEmpty()
                && attempt.items().getFirst() instanceof Event event
                && projection.handles(event)
                && key.key().equals(Keyer.unkeyed(event.id()))) {
            int partition =
                    Commits.partitionOf(projection, Key.of(event.stream().value()));
            return partition == key.partition().number() ? OptionalInt.empty() : OptionalInt.of(partition);
        }
        return OptionalInt.empty();
    }

    /** The commit that hands a parked key with its queue to another partition, whose owner is asked what this one was. */
    static <D> Commit handOver(Projection<D> projection, Attempt attempt, int partition, OwnedPartitions owned) {
        ParkedKey key = attempt.key();
        PartitionId to = new PartitionId(projection.id(), partition);
        ParkRequest request = key.request() == null ? ParkRequest.UNSIGNED : key.request();
        List<ParkChange> changes = new ArrayList<>();
        changes.add(new ParkChange.Expect(key.partition(), key.key(), key.request()));
        changes.add(new ParkChange.Park(new ParkedKey(
                to, key.key(), ParkedKey.State.PARKED, key.failedAt(), key.error(), key.attempts() + 1, request)));
        for (FeedItem item : attempt.items()) {
            changes.add(new ParkChange.Queue(to, key.key(), new ParkedEvent(item.position(), item.id())));
        }
        List<CheckpointMove> fence = List.of(owned.move(key.partition().number(), Position.START, 0, null));
        return new Commit(projection, fence, List.of(), List.of(), changes);
    }

    private static KeyedItem failed(FeedItem item, ParkedKey key, String reason) {
        return new KeyedItem(item, key.key(), key.partition().number(), reason);
    }

    /** The batch that takes the place of one in which a true key of an unkeyed event failed: nothing is applied. */
    static <D> Batch<D> withdrawn(Batch<D> batch, Attempt attempt, Failure failure) {
        ParkedKey key = attempt.key();
        KeyedItem item = failed(failure.item().item(), key, failure.error());
        return Batch.ofRetry(Set.of(key.partition().number()), List.of(item), attempt);
    }

    /** The commit of a retry: the key flows again, or what is left of its queue waits for the next try. */
    static <D> Commit commit(
            Projection<D> projection,
            Batch<D> batch,
            BatchFold<D> fold,
            OwnedPartitions owned,
            OwnedParkedKeys parked,
            Attempt attempt,
            long now) {
        ParkedKey key = attempt.key();
        Failure failure = batch.failures().get(key.key());
        List<ParkChange> changes = new ArrayList<>();
        changes.add(new ParkChange.Expect(key.partition(), key.key(), key.request()));
        Position done = attempt.ruledOut();
        int applied = batch.items().size() - fold.held().size();
        if (applied > 0) {
            done = done.max(batch.items().get(applied - 1).item().position());
        }
        if (Position.START.isBefore(done)) {
            changes.add(new ParkChange.Dequeue(key.partition(), key.key(), done));
        }
        if (failure != null) {
            ParkedKey failed = Commits.firstFailure(projection, failure);
            changes.add(new ParkChange.Park(parked.afterFailure(key, failed, now)));
            changes.addAll(attempt.answers(failed.failedAt(), failed.error()));
        } else {
            changes.addAll(withoutFailure(attempt));
            changes.addAll(attempt.answers(null, ""));
        }
        return Commits.ofRetry(projection, batch, fold, owned, changes);
    }

    private static List<ParkChange> withoutFailure(Attempt attempt) {
        ParkedKey key = attempt.key();
        Position next = attempt.next();
        if (next == null) {
            return List.of(
                    new ParkChange.Dequeue(key.partition(), key.key(), Position.MAX),
                    new ParkChange.Unpark(key.partition(), key.key()));
        }
        if (key.request() == null || !key.request().isSigned()) {
            return List.of();
        }
        // What was asked is done; whoever owns the key goes on with the rest.
        return List.of(new ParkChange.Park(new ParkedKey(
                key.partition(), key.key(), key.state(), next, key.error(), key.attempts(), ParkRequest.UNSIGNED)));
    }
}
