package dev.leat.mongodb;

import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.verify.VerifiableStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger and the events behind it, once for all projections of a replica, and one step ahead. Thread-safe.
 */
final class MongoEventFeed implements VerifiableStores.FreshFeed {

    /** What one read gives at most, in bytes of stored events. */
    static final long MAX_READ_BYTES = 8L << 20;

    private final MongoLedger ledger;
    private final EventFetcher fetcher;
    private final Function<SourceId, EventReading> readings;
    private final Arrivals arrivals;
    private final long cacheBytes;
    private final Map<SourceId, SourceWindow> windows = new ConcurrentHashMap<>();
    private final ReadAhead readAhead = new ReadAhead();

    /**
     * A feed.
     *
     * @param arrivals of which it is the only reader
     */
    MongoEventFeed(
            MongoLedger ledger,
            EventFetcher fetcher,
            Function<SourceId, EventReading> readings,
            Arrivals arrivals,
            long cacheBytes) {
        this.ledger = ledger;
        this.fetcher = fetcher;
        this.readings = readings;
        this.arrivals = arrivals;
        this.cacheBytes = cacheBytes;
    }

    private SourceWindow window(SourceId source) {
        return windows.computeIfAbsent(
                source, id -> new SourceWindow(id, ledger, fetcher, readings.apply(id), arrivals, cacheBytes));
    }

    @Override
    public Slice read(SourceId source, Position after, Position upTo, SlotSet slots, int maxEvents) {
        SourceWindow window = window(source);
        window.wants(slots);
        List<EntryEvents> run = window.runBehind(after, upTo, slots, maxEvents);
        window.fetch(run, after, slots);
        List<FeedItem> items = new ArrayList<>();
        Position through = after;
        long bytes = 0;
        for (EntryEvents entry : run) {
            through = addTo(items, entry, through, upTo, slots, maxEvents);
            bytes += entry.bytes();
            if (through.isBefore(entry.last()) || bytes >= MAX_READ_BYTES) {
                break;
            }
        }
        Position next = through;
        boolean more = window.hasBehind(next);
        if (more) {
            readAhead.submit(window, () -> window.fetchAhead(next, maxEvents));
        }
        return new Slice(items, next, more);
    }

    /** Adds the wanted events of an entry that have been fetched, and tells how far. */
    private static Position addTo(
            List<FeedItem> items, EntryEvents entry, Position after, Position upTo, SlotSet slots, int maxEvents) {
        Position through = after;
        for (int index = entry.indexOf(after) + 1;
                index < entry.size() && items.size() < maxEvents && through.isBefore(upTo);
                index++) {
            if (slots.contains(entry.pointer(index).slot())) {
                FeedItem item = entry.item(index);
                if (item == null) {
                    break;
                }
                items.add(item);
            }
            through = entry.position(index);
        }
        return through;
    }

    @Override
    public List<FeedItem> fetch(SourceId source, List<Position> positions) {
        EventReading reading = readings.apply(source);
        List<FeedItem> items = new ArrayList<>();
        @Nullable EntryEvents entry = null;
        for (Position position : positions) {
            if (entry == null || !entry.last().covers(position) || position.isBefore(entry.first())) {
                List<Entry> found = ledger.read(source, Position.of(position.value() - 1), 1);
                entry = new EntryEvents(found.getFirst());
            }
            int index = entry.indexOf(position);
            fetcher.fetch(source, List.of(new EventFetcher.Wanted(entry, index)), reading);
            items.add(java.util.Objects.requireNonNull(entry.item(index)));
        }
        return items;
    }

    @Override
    public Optional<Object> stored(SourceId source, EventId id) {
        return fetcher.document(source, id).map(document -> document);
    }

    @Override
    public FeedItem replaced(SourceId source, FeedItem event, Object replacement) {
        return fetcher.replaced(event, replacement, readings.apply(source));
    }

    @Override
    public void close() {
        readAhead.close();
    }
}
