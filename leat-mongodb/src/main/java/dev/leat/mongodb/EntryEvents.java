package dev.leat.mongodb;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.partition.SlotSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ledger entry and those of its events that were fetched so far. Guarded by its own monitor. */
final class EntryEvents {

    private final Entry entry;
    private final @Nullable FeedItem[] items;
    private long bytes;

    EntryEvents(Entry entry) {
        this.entry = entry;
        this.items = new FeedItem[entry.pointers().size()];
    }

    Position first() {
        return entry.first();
    }

    Position last() {
        return entry.last();
    }

    int size() {
        return items.length;
    }

    Pointer pointer(int index) {
        return entry.pointers().get(index);
    }

    Position position(int index) {
        return entry.first().plus(index);
    }

    /** The index of a position, possibly outside. */
    int indexOf(Position position) {
        return (int) position.since(entry.first());
    }

    synchronized @Nullable FeedItem item(int index) {
        return items[index];
    }

    synchronized void put(int index, FeedItem item, long itemBytes) {
        items[index] = item;
        bytes += itemBytes;
    }

    /** Indexes from one on, at most so many, whose events are wanted and not fetched yet. */
    synchronized List<Integer> missing(int from, SlotSet slots, int max) {
        List<Integer> missing = new ArrayList<>();
        for (int index = from; index < items.length && missing.size() < max; index++) {
            if (items[index] == null && slots.contains(pointer(index).slot())) {
                missing.add(index);
            }
        }
        return missing;
    }

    /** Size of the fetched documents as stored. */
    synchronized long bytes() {
        return bytes;
    }
}
