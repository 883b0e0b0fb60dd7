package dev.leat.mongodb;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.verify.VerifiableStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final long cacheBytes;
    private final Map<SourceId, SourceWindow> windows = new ConcurrentHashMap<>();
    private final ReadAhead readAhead = new ReadAhead();

    MongoEventFeed(
            MongoLedger ledger, EventFetcher fetcher, Function<SourceId, EventReading> readings, long cacheBytes) {
        this.ledger = ledger;
        this.fetcher = fetcher;
        this.readings = readings;
        this.cacheBytes = cacheBytes;
    }

    private SourceWindow window(SourceId source) {
        return windows.computeIfAbsent(
                source, id -> new SourceWindow(id, ledger, fetcher, readings.apply(id), cacheBytes));
    }

    @Override
    public Slice read(SourceId source, Position after, Position upTo, SlotSet slots, int maxEvents) {
        SourceWindow window = window(source);
        window.interest().add(slots);
        List<FeedItem> items = new ArrayList<>();
        Position through = after;
        long bytes = 0;
        while (items.size() < maxEvents && bytes < MAX_READ_BYTES && through.isBefore(upTo)) {
            boolean mayWait = items.isEmpty();
            EntryEvents entry = mayWait ? window.entryBehind(through) : window.knownEntryBehind(through);
            if (entry == null) {
                break;
            }
            int index = entry.indexOf(through) + 1;
            window.fetch(entry, index, slots);
            while (index < entry.size() && items.size() < maxEvents && through.isBefore(upTo)) {
                if (slots.contains(entry.pointer(index).slot())) {
                    FeedItem item = entry.item(index);
                    if (item == null) {
                        break;
                    }
                    items.add(item);
                }
                through = entry.position(index);
                index++;
            }
            if (index < entry.size()) {
                break;
            }
            bytes += entry.bytes();
        }
        Position next = through;
        boolean more = window.hasBehind(next);
        if (more) {
            readAhead.submit(window, () -> window.fetchAhead(next));
        }
        return new Slice(items, next, more);
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
            fetcher.fetch(source, entry, List.of(index), reading);
            items.add(java.util.Objects.requireNonNull(entry.item(index)));
        }
        return items;
    }

    @Override
    public void close() {
        readAhead.close();
    }
}
