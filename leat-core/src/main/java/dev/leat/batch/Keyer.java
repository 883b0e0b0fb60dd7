package dev.leat.batch;

import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.UnreadableEvent;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the keys of a run of events and drops what belongs to other partitions. Pure.
 *
 * <p>An item whose key cannot be known, because it is unreadable or the key function threw, gets a key of its own,
 * {@code event:<id>}, in the partition of its stream's slot: one replica parks it, and nobody else waits for it.
 */
public final class Keyer {

    private static final String UNKEYED_PREFIX = "event:";

    private Keyer() {}

    /** The items with a key in one of the wanted partitions, in the order given. */
    public static List<KeyedItem> key(Projection<?> projection, List<FeedItem> items, IntPredicate wantedPartition) {
        List<KeyedItem> keyed = new ArrayList<>(items.size());
        for (FeedItem item : items) {
            switch (item) {
                case UnreadableEvent unreadable ->
                    addUnkeyed(projection, unreadable, unreadable.reason(), wantedPartition, keyed);
                case Event event -> addEvent(projection, event, wantedPartition, keyed);
            }
        }
        return keyed;
    }

    private static void addEvent(
            Projection<?> projection, Event event, IntPredicate wantedPartition, List<KeyedItem> keyed) {
        if (!projection.handles(event)) {
            return;
        }
        Collection<Key> keys;
        try {
            keys = projection.keysOf(event);
        } catch (RuntimeException e) {
            addUnkeyed(projection, event, "The key function failed: " + Failures.describe(e), wantedPartition, keyed);
            return;
        }
        for (Key key : keys) {
            int partition = projection.partitioning().partitionOf(Slots.of(key.value()));
            if (wantedPartition.test(partition)) {
                keyed.add(new KeyedItem(event, key, partition, null));
            }
        }
    }

    private static void addUnkeyed(
            Projection<?> projection,
            FeedItem item,
            String failure,
            IntPredicate wantedPartition,
            List<KeyedItem> keyed) {
        int partition = projection.partitioning().partitionOf(item.slot());
        if (wantedPartition.test(partition)) {
            String text = UNKEYED_PREFIX + item.id();
            Key key = Key.of(text.length() <= Key.MAX_LENGTH ? text : text.substring(0, Key.MAX_LENGTH));
            keyed.add(new KeyedItem(item, key, partition, failure));
        }
    }
}
