package dev.leat.batch;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.UnreadableEvent;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the keys of a run of events and drops what belongs to other partitions. Pure.
 *
 * <p>An item whose key cannot be known, because it is unreadable or the key function threw, gets a key of its own in
 * every partition that its true keys may lie in: with a projection keyed by content {@code event:<id>@<partition>} in
 * each partition, because each of them passes the item at its own time and must know what became of its part; with one
 * keyed by stream {@code event:<id>} in the partition of the slot that the ledger has for it.
 */
public final class Keyer {

    private static final String UNKEYED_PREFIX = "event:";
    private static final char BEFORE_PARTITION = '@';

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
        boolean byStream = projection.keying() instanceof Keying.ByStream;
        for (Key key : keys) {
            int partition = projection.partitioning().partitionOf(Slots.of(key.value()));
            if (byStream && partition != projection.partitioning().partitionOf(event.slot())) {
                addUnkeyed(projection, event, strayed(event, partition), wantedPartition, keyed);
            } else if (wantedPartition.test(partition)) {
                keyed.add(new KeyedItem(event, key, partition, null));
            }
        }
    }

    /** The owner of the stream's partition never sees such an event: it reads its own slots only. */
    private static String strayed(Event event, int partition) {
        return "The event's stream, " + event.stream() + ", lies in partition " + partition
                + ", and the ledger has slot " + event.slot()
                + " for it, because it had another stream or none when it came. Retry it.";
    }

    private static void addUnkeyed(
            Projection<?> projection,
            FeedItem item,
            String failure,
            IntPredicate wantedPartition,
            List<KeyedItem> keyed) {
        switch (projection.keying()) {
            case Keying.ByStream ignored -> {
                int partition = projection.partitioning().partitionOf(item.slot());
                if (wantedPartition.test(partition)) {
                    keyed.add(new KeyedItem(item, unkeyed(item.id()), partition, failure));
                }
            }
            case Keying.ByContent ignored -> {
                for (int partition = 0; partition < projection.partitioning().count(); partition++) {
                    if (wantedPartition.test(partition)) {
                        keyed.add(new KeyedItem(item, unkeyed(item.id(), partition), partition, failure));
                    }
                }
            }
        }
    }

    /** The key of its own of an event that one partition answers for. */
    public static Key unkeyed(EventId id) {
        return madeUp(id, "");
    }

    /** The key of its own that an event has in one of several partitions that answer for it. */
    public static Key unkeyed(EventId id, int partition) {
        return madeUp(id, BEFORE_PARTITION + Integer.toString(partition));
    }

    private static Key madeUp(EventId id, String suffix) {
        String text = UNKEYED_PREFIX + id;
        int room = Key.MAX_LENGTH - suffix.length();
        return Key.of((text.length() <= room ? text : text.substring(0, room)) + suffix);
    }

    /** What a parked key stands for: itself, or an event, however many partitions have parked it. */
    public static String subjectOf(Key key) {
        String text = key.value();
        int end = text.startsWith(UNKEYED_PREFIX) ? text.lastIndexOf(BEFORE_PARTITION) : -1;
        return end < 0 ? text : text.substring(0, end);
    }
}
