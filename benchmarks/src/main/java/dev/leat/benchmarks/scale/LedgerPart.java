package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.LedgerReading;
import dev.leat.benchmarks.measure.LedgerReading.Rate;
import dev.leat.benchmarks.measure.LedgerSize;
import dev.leat.benchmarks.measure.Trickle;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a long ledger takes and how fast it is read, beside the events that it points to; and what it takes where events come
 * singly, so that each entry holds one pointer and a token. Confined to one thread.
 */
public final class LedgerPart {

    private static final String KIND = "scale-ledger";
    private static final long FORESEEN = 100_000_000;

    private final Bench bench;
    private @Nullable ScaleRow taken;

    public LedgerPart(Bench bench) {
        this.bench = bench;
    }

    /** Whether a history of so many events does for the ledger too. */
    boolean wants(long history) {
        return taken == null && history == bench.sizes().ledgerEvents();
    }

    /**
     * Measures the ledger of a database that no replica uses any more.
     *
     * @param events in it
     */
    void measure(BenchDatabase database, long events, List<String> differences) {
        Progress progress = bench.progress();
        LedgerSize size = LedgerSize.of(database, events);
        progress.say("    ledger: %.2f bytes an event, stored %.2f, index %.3f"
                .formatted(size.bytesPerEvent(), size.storedBytesPerEvent(), size.indexBytesPerEvent()));
        Rate entries = new LedgerReading(database, new Telling(progress, "pointers read", events)).entries();
        progress.say("    ledger read at %,.0f events/s".formatted(entries.eventsPerSecond()));
        Rate feed = new LedgerReading(database, new Telling(progress, "events fetched", events)).feed();
        progress.say("    its events fetched at %,.0f events/s".formatted(feed.eventsPerSecond()));
        Rate cursor = new LedgerReading(database, new Telling(progress, "events read", events)).cursor();
        progress.say("    one plain cursor: %,.0f events/s".formatted(cursor.eventsPerSecond()));
        taken = row("taken in", entries, size)
                .number("readEventsPerSecond", entries.eventsPerSecond())
                .number("feedEventsPerSecond", feed.eventsPerSecond())
                .number("cursorEventsPerSecond", cursor.eventsPerSecond())
                .number("readOfFeed", entries.eventsPerSecond() / feed.eventsPerSecond())
                .number("readOfCursor", entries.eventsPerSecond() / cursor.eventsPerSecond())
                .end(differences);
    }

    private static ScaleRow.Builder row(String how, Rate entries, LedgerSize size) {
        return ScaleRow.of(KIND)
                .text("events come", how)
                .count("events", entries.events())
                .count("entries", entries.documents())
                .number("bytesPerEvent", size.bytesPerEvent())
                .number("bytesPerEntry", size.bytesPerEvent() * entries.events() / entries.documents())
                .number("storedBytesPerEvent", size.storedBytesPerEvent())
                .number("indexBytesPerEvent", size.indexBytesPerEvent())
                .count("storedMegabytesAt100MillionEvents", megabytesForeseen(size));
    }

    /** What the ledger of a hundred million such events would take on disk, index included: by multiplication, not measured. */
    static long megabytesForeseen(LedgerSize size) {
        return Math.round((size.storedBytesPerEvent() + size.indexBytesPerEvent()) * FORESEEN / 1e6);
    }

    /** One row for the long ledger, unless it was measured on the way, and one for single events. */
    public List<ScaleRow> run() throws InterruptedException {
        if (taken == null) {
            long events = bench.sizes().ledgerEvents();
            bench.progress().say("ledger: %,d events".formatted(events));
            Workload workload = bench.settings().workload();
            try (BenchDatabase database = bench.workplace().database("ledger")) {
                bench.older(database, workload, events);
                measure(database, events, bench.judged(database, workload));
            }
        }
        List<ScaleRow> rows = new ArrayList<>();
        if (taken != null) {
            rows.add(taken);
        }
        rows.add(single());
        return rows;
    }

    private ScaleRow single() throws InterruptedException {
        int events = bench.sizes().singleEvents();
        int perSecond = bench.sizes().singlePerSecond();
        bench.progress().say("ledger: %,d events one at a time, %d a second".formatted(events, perSecond));
        Workload workload = bench.settings().workload();
        try (BenchDatabase database = bench.workplace().database("single")) {
            try (Fleet fleet = bench.workplace().fleet(database)) {
                fleet.start(Bench.REPLICA);
                fleet.awaitBalanced();
                new Trickle(bench.workplace().server(), database, fleet, workload).append(events, perSecond);
            }
            Rate entries = new LedgerReading(database, read -> {}).entries();
            LedgerSize size = LedgerSize.of(database, events);
            bench.progress()
                    .say("    ledger: %.1f bytes an event, stored %.1f, index %.1f; %,d entries"
                            .formatted(
                                    size.bytesPerEvent(),
                                    size.storedBytesPerEvent(),
                                    size.indexBytesPerEvent(),
                                    entries.documents()));
            return row("one at a time", entries, size).end(bench.judged(database, workload));
        }
    }
}
