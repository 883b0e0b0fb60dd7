package dev.leat.mongodb;

import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What this replica's own tailer has just stored, with the events as the change stream brought them: its projections take
 * it from here and spare the server two reads. An entry gets here only after the ledger has it. Whatever is not here,
 * because there was no room or another replica tails, is read from the ledger and the event collection as ever.
 * Thread-safe.
 */
final class Arrivals {

    private static final int MAX_ENTRIES = 64;

    private final long maxBytes;
    private final Map<SourceId, OfSource> sources = new ConcurrentHashMap<>();
    private final Set<SourceId> withoutBodies = ConcurrentHashMap.newKeySet();

    /**
     * Nothing has arrived.
     *
     * @param maxBytes most bytes of events kept for each source; 0: nothing is kept
     */
    Arrivals(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether the change stream of a source is to carry whole events. */
    boolean takesBodies(SourceId source) {
        return maxBytes > 0 && !withoutBodies.contains(source);
    }

    /** Says that the events of a source are too large to come through the change stream. It holds for good. */
    void leaveBodies(SourceId source) {
        withoutBodies.add(source);
    }

    /** The slots whose events the projections of this replica want. */
    Interest interest(SourceId source) {
        return of(source).interest;
    }

    /**
     * Keeps what a poll brought until its entry is stored, or the next poll.
     *
     * @param pointers exactly as the tailer puts them into its entry
     * @param bodies one for each pointer, or null where there is none
     */
    void polled(SourceId source, List<Pointer> pointers, @Nullable RawBsonDocument[] bodies) {
        of(source).polled(pointers, bodies);
    }

    /** Notes that an entry is in the ledger. */
    void stored(SourceId source, Entry entry) {
        of(source).stored(entry, maxBytes);
    }

    /** Whether the entry at a position is here. */
    boolean has(SourceId source, Position first) {
        return of(source).has(first);
    }

    /** Hands over the entry at a position, once; null when it is not here. Those before it are dropped. */
    @Nullable EntryEvents take(SourceId source, Position first) {
        return of(source).take(first);
    }

    private OfSource of(SourceId source) {
        return sources.computeIfAbsent(source, id -> new OfSource());
    }

    /** Guarded by its own monitor. */
    private static final class OfSource {

        private final Interest interest = new Interest();
        private final TreeMap<Position, EntryEvents> entries = new TreeMap<>();
        private List<Pointer> pointers = List.of();
        private @Nullable RawBsonDocument[] bodies = new RawBsonDocument[0];
        private long bytes;

        synchronized void polled(List<Pointer> newPointers, @Nullable RawBsonDocument[] newBodies) {
            pointers = newPointers;
            bodies = newBodies;
        }

        synchronized void stored(Entry entry, long maxBytes) {
            // Mostly the same list, which is quick to see; one that was written from the collection has no bodies.
            if (maxBytes == 0 || !entry.pointers().equals(pointers)) {
                return;
            }
            EntryEvents events = new EntryEvents(entry, bodies, interest.slots());
            polled(List.of(), new RawBsonDocument[0]);
            entries.put(events.first(), events);
            bytes += events.bytes();
            while (entries.size() > MAX_ENTRIES || (bytes > maxBytes && !entries.isEmpty())) {
                bytes -= entries.pollFirstEntry().getValue().bytes();
            }
        }

        synchronized boolean has(Position first) {
            return entries.containsKey(first);
        }

        synchronized @Nullable EntryEvents take(Position first) {
            while (!entries.isEmpty() && entries.firstKey().isBefore(first)) {
                bytes -= entries.pollFirstEntry().getValue().bytes();
            }
            EntryEvents taken = entries.remove(first);
            if (taken != null) {
                bytes -= taken.bytes();
            }
            return taken;
        }
    }
}
