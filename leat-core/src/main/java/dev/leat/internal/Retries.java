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

    /** The batch that retries a key, from its queued events. */
    static <D> Batch<D> batch(
            Projection<D> projection, List<FeedItem> queue, ParkedKey key, OwnedPartitions owned, ParkedKeys parked) {
        List<KeyedItem> items = new ArrayList<>();
        for (FeedItem item : queue) {
            switch (item) {
                case UnreadableEvent unreadable -> items.add(failed(item, key, unreadable.reason()));
                case Event event -> items.addAll(itemsOf(projection, event, key, owned, parked));
            }
        }
        Set<Integer> group = items.stream().map(KeyedItem::partition).collect(Collectors.toSet());
        group.add(key.partition().number());
        return Batch.ofRetry(group, items, key);
    }

    private static List<KeyedItem> itemsOf(
            Projection<?> projection, Event event, ParkedKey parkedKey, OwnedPartitions owned, ParkedKeys parked) {
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
        boolean forAll = isForAllPartitions(projection, event, parkedKey);
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

    /** Whether an event was parked once for all partitions, as builds did before each partition parked its own. */
    private static boolean isForAllPartitions(Projection<?> projection, Event event, ParkedKey key) {
        return projection.keying() instanceof Keying.ByContent && key.key().equals(Keyer.unkeyed(event.id()));
    }

    /**
     * Where a parked event has to be retried, when it turned out to belong to a stream of another partition than the one
     * that parked it; empty when it is where it belongs.
     */
    static OptionalInt strayedTo(Projection<?> projection, List<FeedItem> queue, ParkedKey key) {
        if (projection.keying() instanceof Keying.ByStream
                && !queue.isEmpty()
                && queue.getFirst() instanceof Event event
                && projection.handles(event)
                && key.key().equals(Keyer.unkeyed(event.id()))) {
            int partition =
                    Commits.partitionOf(projection, Key.of(event.stream().value()));
            return partition == key.partition().number() ? OptionalInt.empty() : OptionalInt.of(partition);
        }
        return OptionalInt.empty();
    }

    /** The commit that hands a parked key with its queue to another partition, whose owner is asked to retry it. */
    static <D> Commit handOver(
            Projection<D> projection, List<FeedItem> queue, ParkedKey key, int partition, OwnedPartitions owned) {
        PartitionId to = new PartitionId(projection.id(), partition);
        List<ParkChange> changes = new ArrayList<>();
        changes.add(new ParkChange.Park(new ParkedKey(
                to, key.key(), ParkedKey.State.PARKED, key.failedAt(), key.error(), key.attempts() + 1, true)));
        for (FeedItem item : queue) {
            changes.add(new ParkChange.Queue(to, key.key(), new ParkedEvent(item.position(), item.id())));
        }
        List<CheckpointMove> fence = List.of(owned.move(key.partition().number(), Position.START, 0, null));
        return new Commit(projection, fence, List.of(), List.of(), changes);
    }

    private static KeyedItem failed(FeedItem item, ParkedKey key, String reason) {
        return new KeyedItem(item, key.key(), key.partition().number(), reason);
    }

    /** The batch that takes the place of one in which a true key of an unkeyed event failed: nothing is applied. */
    static <D> Batch<D> withdrawn(Batch<D> batch, ParkedKey key, Failure failure) {
        KeyedItem item = failed(failure.item().item(), key, failure.error());
        return Batch.ofRetry(Set.of(key.partition().number()), List.of(item), key);
    }

    /** The commit of a retry: the key flows again, or what is left of its queue waits for the next try. */
    static <D> Commit commit(
            Projection<D> projection,
            Batch<D> batch,
            BatchFold<D> fold,
            OwnedPartitions owned,
            ParkedKeys parked,
            ParkedKey key,
            int queueChunk,
            long now) {
        Failure failure = batch.failures().get(key.key());
        List<ParkChange> changes = new ArrayList<>();
        int applied = batch.items().size() - fold.held().size();
        if (applied > 0) {
            Position last = batch.items().get(applied - 1).item().position();
            changes.add(new ParkChange.Dequeue(key.partition(), key.key(), last));
        }
        if (failure != null) {
            ParkedKey failed = Commits.firstFailure(projection, failure);
            changes.add(new ParkChange.Park(parked.afterFailure(key, failed, now)));
        } else if (batch.items().size() < queueChunk) {
            changes.add(new ParkChange.Dequeue(key.partition(), key.key(), Position.MAX));
            changes.add(new ParkChange.Unpark(key.partition(), key.key()));
        }
        return Commits.ofRetry(projection, batch, fold, owned, changes);
    }
}
