package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.StreamBound;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same backlog behind histories of several lengths, each on a fresh database. One replica takes the history in and ends;
 * a fresh one is measured, so that each is as old as the others, whatever the history. Confined to one thread.
 */
public final class HistoryPart {

    private final Bench bench;
    private final @Nullable LedgerPart ledger;

    /**
     * Prepares to measure.
     *
     * @param ledger measured on the way where the history has the size that it wants; null: is not wanted
     */
    public HistoryPart(Bench bench, @Nullable LedgerPart ledger) {
        this.bench = bench;
        this.ledger = ledger;
    }

    /** One row for each length. */
    public List<ScaleRow> run() throws InterruptedException {
        List<ScaleRow> rows = new ArrayList<>();
        for (long history : bench.sizes().histories()) {
            bench.progress().say("history: %,d older events".formatted(history));
            rows.add(row(history));
        }
        List<ScaleRow> withRates = Ratios.ofFirst(rows, "rateOfSmallest", "eventsPerSecond");
        return Ratios.ofFirst(withRates, "mongodOfSmallest", "mongodMicrosPerEvent");
    }

    private ScaleRow row(long history) throws InterruptedException {
        Workload workload = bench.settings().workload();
        int events = bench.settings().events();
        int warmUp = bench.settings().warmUp();
        try (BenchDatabase database = bench.workplace().database("history_" + history)) {
            Bench.Older older = bench.older(database, workload, history);
            Pass pass;
            try (Fleet fleet = bench.workplace().fleet(database)) {
                fleet.start(Bench.REPLICA);
                fleet.awaitBalanced();
                Throughput throughput = new Throughput(bench.workplace().server(), database, fleet, workload);
                pass = Pass.median(bench.backlogs(throughput, warmUp, events));
            }
            List<String> differences = bench.judged(database, workload);
            if (ledger != null && ledger.wants(history)) {
                ledger.measure(database, workload.generated(), differences);
            }
            // Last, because its events are for nobody: no replica is there to take them in.
            Pass bound = Pass.median(new StreamBound(bench.workplace().server(), database, workload)
                    .measure(warmUp, events, bench.settings().repeat()));
            return ScaleRow.of("scale-history")
                    .count("history", history)
                    .count("events", events)
                    .number("eventsPerSecond", pass.eventsPerSecond())
                    .number("mongodMicrosPerEvent", pass.mongodMicrosPerEvent())
                    .number("clientMicrosPerEvent", pass.clientMicrosPerEvent())
                    .number("streamBoundEventsPerSecond", bound.eventsPerSecond())
                    .number("streamBoundMongodMicrosPerEvent", bound.mongodMicrosPerEvent())
                    .number(
                            "olderWrittenPerSecond",
                            history * 1e9 / older.writing().toNanos())
                    .number("olderTakenInPerSecond", older.takenIn().eventsPerSecond())
                    .end(differences);
        }
    }
}
