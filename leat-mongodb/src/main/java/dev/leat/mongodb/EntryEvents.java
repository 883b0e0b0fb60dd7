package dev.leat.mongodb;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.partition.SlotSet;
import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** A ledger entry and those of its events that have come with it or were fetched so far. Guarded by its own monitor. */
final class EntryEvents {

    private final Entry entry;
    private final @Nullable FeedItem[] items;
    private final @Nullable RawBsonDocument[] bodies;
    private long bytes;

    EntryEvents(Entry entry) {
        this(entry, new RawBsonDocument[entry.pointers().size()], SlotSet.range(0, 0));
    }

    /**
     * An entry whose events have come with it.
     *
     * @param bodies one for each pointer, or null where there is none; of no further use to the caller
     * @param wanted slots whose bodies are kept
     */
    EntryEvents(Entry entry, @Nullable RawBsonDocument[] bodies, SlotSet wanted) {
        this.entry = entry;
        this.items = new FeedItem[bodies.length];
        this.bodies = bodies;
        for (int index = 0; index < bodies.length; index++) {
            RawBsonDocument body = bodies[index];
            if (body != null && wanted.contains(pointer(index).slot())) {
                bytes += body.getByteBuffer().remaining();
            } else {
                bodies[index] = null;
            }
        }
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

    /** Takes the document that came with the entry; null when there is none. */
    synchronized @Nullable RawBsonDocument takeBody(int index) {
        RawBsonDocument body = bodies[index];
        bodies[index] = null;
        return body;
    }

    /** How many events from an index on are wanted. */
    int count(int from, SlotSet slots) {
        int count = 0;
        for (int index = from; index < items.length; index++) {
            if (slots.contains(pointer(index).slot())) {
                count++;
            }
        }
        return count;
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

    /** Size of the documents as stored. */
    synchronized long bytes() {
        return bytes;
    }
}
