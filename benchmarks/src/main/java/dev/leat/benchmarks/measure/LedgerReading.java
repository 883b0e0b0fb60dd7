package dev.leat.benchmarks.measure;

import com.mongodb.ReadConcern;
import dev.leat.batch.BatchLimits;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.partition.SlotSet;
import dev.leat.verify.VerifiableStores.FreshFeed;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.bson.RawBsonDocument;

/** Reads a whole ledger, and the events behind it, in this process. Confined to one thread. */
public final class LedgerReading {

    private static final int ENTRIES_PER_READ = 50;

    private final BenchDatabase database;
    private final LongConsumer progress;

    /**
     * Prepares to read.
     *
     * @param progress hears often how many events were read
     */
    public LedgerReading(BenchDatabase database, LongConsumer progress) {
        this.database = database;
        this.progress = progress;
    }

    /**
     * How fast something was read.
     *
     * @param events or their pointers
     * @param documents that hold them
     */
    public record Rate(long events, long documents, Duration duration) {

        public double eventsPerSecond() {
            return events * 1e9 / duration.toNanos();
        }
    }

    /** All entries by Leat's reader, decoded into pointers. */
    public Rate entries() {
        try (LeatMongo stores = BenchStores.open(database.client(), database.name())) {
            long start = System.nanoTime();
            long documents = 0;
            Position after = Position.START;
            List<Entry> entries = stores.ledger().read(SourceId.DEFAULT, after, ENTRIES_PER_READ);
            while (!entries.isEmpty()) {
                documents += entries.size();
                after = entries.getLast().last();
                progress.accept(after.value());
                entries = stores.ledger().read(SourceId.DEFAULT, after, ENTRIES_PER_READ);
            }
            return new Rate(after.value(), documents, since(start));
        }
    }

    /** The same events in the same order by Leat's feed: ledger, fetched, decoded into records. */
    public Rate feed() {
        try (LeatMongo stores = BenchStores.open(database.client(), database.name());
                FreshFeed feed = stores.openFeed()) {
            Position end = stores.ledger().end(SourceId.DEFAULT).last();
            long start = System.nanoTime();
            Position after = Position.START;
            while (after.isBefore(end)) {
                Slice slice = feed.read(SourceId.DEFAULT, after, end, SlotSet.ALL, BatchLimits.DEFAULT_MAX_EVENTS);
                after = slice.through();
                progress.accept(after.value());
            }
            return new Rate(after.value(), after.value(), since(start));
        }
    }

    /** The raw bound: one plain cursor over the event collection, undecoded. */
    public Rate cursor() {
        long start = System.nanoTime();
        long events = 0;
        for (RawBsonDocument event : database.data()
                .getCollection(BenchDatabase.EVENTS, RawBsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY)
                .find()) {
            events += Math.min(1, event.getByteBuffer().remaining());
            progress.accept(events);
        }
        return new Rate(events, events, since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
