package dev.leat.mongodb;

import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.EventFetcher.Wanted;
import dev.leat.partition.SlotSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of one source's ledger that a replica works on at the moment, with its events, in memory. Thread-safe: the
 * map is guarded by the window's monitor; events are fetched by one thread at a time.
 */
final class SourceWindow {

    /** One read of the ledger gives so many events, if it gives no more entries than the most. */
    private static final long EVENTS_PER_READ = 5_000L;

    private static final int MOST_ENTRIES_PER_READ = 1_000;
    private static final int FIRST_ENTRIES_PER_READ = 8;
    private static final int FIRST_CHUNK = 100;
    private static final int MAX_CHUNK = 5_000;
    private static final int MAX_ENTRIES = 8_000;
    private static final int MAX_POINTERS = 500_000;

    /** How many reads lie ready at most. */
    private static final int READS_AHEAD = 4;

    /** A run of entries is long enough when it has so many wanted events: fewer would hardly be worth a commit. */
    private static final int ENOUGH_EVENTS = 1_000;

    /** How far one read looks for wanted events, where few are. */
    private static final int FAR_EVENTS = 50_000;

    private final SourceId source;
    private final MongoLedger ledger;
    private final EventFetcher fetcher;
    private final EventReading reading;
    private final long maxBytes;
    private final Arrivals arrivals;
    private final Object fetching = new Object();
    private final TreeMap<Position, EntryEvents> entries = new TreeMap<>();
    private volatile int chunk = FIRST_CHUNK;
    private int entriesPerRead = FIRST_ENTRIES_PER_READ;
    private Position knownEnd = Position.START;
    private boolean endSeen;

    SourceWindow(
            SourceId source,
            MongoLedger ledger,
            EventFetcher fetcher,
            EventReading reading,
            Arrivals arrivals,
            long maxBytes) {
        this.source = source;
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.fetcher = fetcher;
        this.reading = reading;
        this.maxBytes = maxBytes;
    }

    /** Notes that the events of slots are wanted. */
    void wants(SlotSet slots) {
        interest().add(slots);
    }

    private Interest interest() {
        return arrivals.interest(source);
    }

    /** The entry that holds the next position, if it is in memory. */
    private synchronized @Nullable EntryEvents knownEntryBehind(Position position) {
        Map.Entry<Position, EntryEvents> floor = entries.floorEntry(position.plus(1));
        return floor != null && position.isBefore(floor.getValue().last()) ? floor.getValue() : arrivedBehind(position);
    }

    private @Nullable EntryEvents arrivedBehind(Position position) {
        EntryEvents arrived = arrivals.take(source, position.plus(1));
        if (arrived != null) {
            entries.put(arrived.first(), arrived);
            knownEnd = knownEnd.max(arrived.last());
            endSeen = true;
            evictBefore(position);
        }
        return arrived;
    }

    private synchronized @Nullable EntryEvents readBehind(Position position) {
        EntryEvents known = knownEntryBehind(position);
        if (known != null) {
            return known;
        }
        boolean aligned =
                !entries.isEmpty() && entries.lastEntry().getValue().last().equals(position);
        List<Entry> found = aligned
                ? ledger.readFrom(source, position.plus(1), entriesPerRead)
                : ledger.read(source, position, entriesPerRead);
        for (Entry entry : found) {
            entries.putIfAbsent(entry.first(), new EntryEvents(entry));
            knownEnd = knownEnd.max(entry.last());
        }
        endSeen = found.size() < entriesPerRead;
        if (!endSeen) {
            long events = found.getLast().last().since(found.getFirst().first()) + 1;
            entriesPerRead = Math.clamp(EVENTS_PER_READ * found.size() / events, 2, MOST_ENTRIES_PER_READ);
        }
        evictBefore(position);
        return knownEntryBehind(position);
    }

    /** Whether there is more behind a position, as far as the ledger was read. */
    synchronized boolean hasBehind(Position position) {
        return position.isBefore(knownEnd) || !endSeen || arrivals.has(source, position.plus(1));
    }

    /** Drops the oldest entries when there are too many; readers that are behind read them again. */
    private void evictBefore(Position position) {
        long bytes = entries.values().stream().mapToLong(EntryEvents::bytes).sum();
        int pointers = entries.values().stream().mapToInt(EntryEvents::size).sum();
        while (entries.size() > 1 && (bytes > maxBytes || pointers > MAX_POINTERS || entries.size() > MAX_ENTRIES)) {
            Map.Entry<Position, EntryEvents> first = entries.firstEntry();
            Map.Entry<Position, EntryEvents> last = entries.lastEntry();
            boolean firstIsBehind = !first.getValue().last().isBefore(position.plus(1));
            EntryEvents victim = firstIsBehind ? last.getValue() : first.getValue();
            if (victim.first().covers(position.plus(1)) && victim.first().equals(position.plus(1))) {
                return;
            }
            bytes -= victim.bytes();
            pointers -= victim.size();
            entries.remove(victim.first());
        }
    }

    /**
     * The entries behind a position that hold the next wanted events, read from the ledger if need be.
     *
     * @param maxEvents more are not needed
     */
    List<EntryEvents> runBehind(Position position, Position upTo, SlotSet slots, int maxEvents) {
        List<EntryEvents> run = new ArrayList<>();
        Position end = position;
        int count = 0;
        while (count < maxEvents && end.isBefore(upTo) && end.since(position) < FAR_EVENTS) {
            EntryEvents known = knownEntryBehind(end);
            boolean reads = known == null && count < ENOUGH_EVENTS && (run.isEmpty() || hasBehind(end));
            EntryEvents next = reads ? readBehind(end) : known;
            if (next == null) {
                break;
            }
            run.add(next);
            count += next.count(next.indexOf(end) + 1, slots);
            end = next.last();
        }
        return run;
    }

    /** Fetches wanted events of a run of entries, behind a position, up to the size of one read. */
    void fetch(List<EntryEvents> run, Position after, SlotSet slots) {
        if (missing(run, after, slots, 1).isEmpty()) {
            return;
        }
        synchronized (fetching) {
            if (missing(run, after, slots, 1).isEmpty()) {
                return;
            }
            SlotSet wanted = slots.plus(interest().slots());
            for (EntryEvents entry : run) {
                fetcher.readArrived(entry, from(entry, after), wanted, reading);
            }
            long bytes = 0;
            while (bytes < MongoEventFeed.MAX_READ_BYTES) {
                List<Wanted> missing = missing(run, after, wanted, chunk);
                if (missing.isEmpty()) {
                    return;
                }
                long fetched = fetcher.fetchAnywhere(source, missing, reading);
                bytes += fetched;
                long average = Math.max(1, fetched / missing.size());
                chunk = Math.clamp(MongoEventFeed.MAX_READ_BYTES / average, 1, MAX_CHUNK);
            }
        }
    }

    private static List<Wanted> missing(List<EntryEvents> run, Position after, SlotSet slots, int max) {
        List<Wanted> missing = new ArrayList<>();
        for (EntryEvents entry : run) {
            for (int index : entry.missing(from(entry, after), slots, max - missing.size())) {
                missing.add(new Wanted(entry, index));
            }
            if (missing.size() == max) {
                break;
            }
        }
        return missing;
    }

    private static int from(EntryEvents entry, Position after) {
        return Math.max(0, entry.indexOf(after) + 1);
    }

    /** Fetches what is likely to be wanted next. */
    void fetchAhead(Position after, int maxEvents) {
        SlotSet slots = interest().slots();
        Position end = after;
        long bytes = 0;
        for (int reads = 0; reads < READS_AHEAD && bytes < MongoEventFeed.MAX_READ_BYTES; reads++) {
            List<EntryEvents> run = runBehind(end, Position.MAX, slots, maxEvents);
            if (run.isEmpty()) {
                return;
            }
            fetch(run, end, slots);
            bytes += run.stream().mapToLong(EntryEvents::bytes).sum();
            end = run.getLast().last();
        }
    }
}
