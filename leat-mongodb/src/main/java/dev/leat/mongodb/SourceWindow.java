package dev.leat.mongodb;

import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of one source's ledger that a replica works on at the moment, with its events, in memory. Thread-safe: the
 * map is guarded by the window's monitor, an entry's events are fetched under the entry's.
 */
final class SourceWindow {

    private static final int ENTRIES_PER_READ = 8;
    private static final int FIRST_CHUNK = 100;
    private static final int MAX_CHUNK = 2_000;
    private static final int MAX_ENTRIES = 256;

    private final SourceId source;
    private final MongoLedger ledger;
    private final EventFetcher fetcher;
    private final EventReading reading;
    private final long maxBytes;
    private final Interest interest = new Interest();
    private final TreeMap<Position, EntryEvents> entries = new TreeMap<>();
    private volatile int chunk = FIRST_CHUNK;
    private Position knownEnd = Position.START;
    private boolean endSeen;

    SourceWindow(SourceId source, MongoLedger ledger, EventFetcher fetcher, EventReading reading, long maxBytes) {
        this.source = source;
        this.ledger = ledger;
        this.fetcher = fetcher;
        this.reading = reading;
        this.maxBytes = maxBytes;
    }

    Interest interest() {
        return interest;
    }

    /** The entry that holds the next position, read from the ledger if need be; null at its end. */
    @Nullable EntryEvents entryBehind(Position position) {
        EntryEvents known = knownEntryBehind(position);
        return known != null ? known : readBehind(position);
    }

    /** The entry that holds the next position, if it is in memory. */
    synchronized @Nullable EntryEvents knownEntryBehind(Position position) {
        Map.Entry<Position, EntryEvents> floor = entries.floorEntry(position.plus(1));
        return floor != null && position.isBefore(floor.getValue().last()) ? floor.getValue() : null;
    }

    private synchronized @Nullable EntryEvents readBehind(Position position) {
        EntryEvents known = knownEntryBehind(position);
        if (known != null) {
            return known;
        }
        boolean aligned =
                !entries.isEmpty() && entries.lastEntry().getValue().last().equals(position);
        List<Entry> found = aligned
                ? ledger.readFrom(source, position.plus(1), ENTRIES_PER_READ)
                : ledger.read(source, position, ENTRIES_PER_READ);
        for (Entry entry : found) {
            entries.putIfAbsent(entry.first(), new EntryEvents(entry));
            knownEnd = knownEnd.max(entry.last());
        }
        endSeen = found.size() < ENTRIES_PER_READ;
        evictBefore(position);
        return knownEntryBehind(position);
    }

    /** Whether there is more behind a position, as far as the ledger was read. */
    synchronized boolean hasBehind(Position position) {
        return position.isBefore(knownEnd) || !endSeen;
    }

    /** Drops the oldest entries when there are too many; readers that are behind read them again. */
    private void evictBefore(Position position) {
        long bytes = entries.values().stream().mapToLong(EntryEvents::bytes).sum();
        while (entries.size() > 1 && (bytes > maxBytes || entries.size() > MAX_ENTRIES)) {
            Map.Entry<Position, EntryEvents> first = entries.firstEntry();
            Map.Entry<Position, EntryEvents> last = entries.lastEntry();
            boolean firstIsBehind = !first.getValue().last().isBefore(position.plus(1));
            EntryEvents victim = firstIsBehind ? last.getValue() : first.getValue();
            if (victim.first().covers(position.plus(1)) && victim.first().equals(position.plus(1))) {
                return;
            }
            bytes -= victim.bytes();
            entries.remove(victim.first());
        }
    }

    /** Fetches wanted events of an entry from an index on, up to the size of one read. */
    void fetch(EntryEvents entry, int from, SlotSet slots) {
        synchronized (entry) {
            if (entry.missing(from, slots, 1).isEmpty()) {
                return;
            }
            SlotSet wanted = slots.plus(interest.slots());
            long bytes = 0;
            while (bytes < MongoEventFeed.MAX_READ_BYTES) {
                List<Integer> indexes = entry.missing(from, wanted, chunk);
                if (indexes.isEmpty()) {
                    return;
                }
                long fetched = fetcher.fetch(source, entry, indexes, reading);
                bytes += fetched;
                long average = Math.max(1, fetched / indexes.size());
                chunk = Math.clamp(MongoEventFeed.MAX_READ_BYTES / average, 1, MAX_CHUNK);
            }
        }
    }

    /** Fetches what is likely to be wanted next. */
    void fetchAhead(Position after) {
        EntryEvents next = entryBehind(after);
        if (next != null) {
            fetch(next, next.indexOf(after) + 1, interest.slots());
        }
    }
}
