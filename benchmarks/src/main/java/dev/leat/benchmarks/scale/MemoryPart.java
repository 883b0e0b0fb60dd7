package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.JointBound;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.StreamBound;
import dev.leat.benchmarks.measure.TakeIn;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.measure.WriteBound;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.server.ProcessFacts;
import dev.leat.benchmarks.workload.ProjectionSet;
import dev.leat.benchmarks.workload.Workload;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same backlog by a replica with much memory and by one with little, while its four projections have so many documents
 * that only some are in its caches. Events are spread evenly over the documents, so that caches help as little as they
 * can. Confined to one thread.
 */
public final class MemoryPart {

    private static final ProjectionSet PROJECTIONS = ProjectionSet.alike(4);
    private static final String KIND = "scale-memory";

    private final Bench bench;

    public MemoryPart(Bench bench) {
        this.bench = bench;
    }

    /** One row for each heap, the largest first. */
    public List<ScaleRow> run() throws InterruptedException {
        int documents = bench.sizes().documents();
        bench.progress()
                .say("memory: %d projections with %,d documents each".formatted(PROJECTIONS.count(), documents));
        Pass bound = bound();
        Workload workload = workload();
        List<ScaleRow> rows = new ArrayList<>();
        try (BenchDatabase database = bench.workplace().database("memory", PROJECTIONS)) {
            fold(database, workload, documents);
            for (int heap : bench.sizes().heaps()) {
                rows.add(row(database, workload, heap, bound));
            }
        }
        return Ratios.ofFirst(rows, "rateOfLargestHeap", "eventsPerSecond");
    }

    private Workload workload() {
        return new Workload(bench.sizes().documents(), 0, bench.settings().seed());
    }

    private Pass bound() {
        int events = bench.settings().events();
        try (BenchDatabase streamed = bench.workplace().database("memory_stream", ProjectionSet.alike(1));
                BenchDatabase written = bench.workplace().database("memory_write", ProjectionSet.alike(1))) {
            return Pass.median(new JointBound(
                            bench.workplace().server(),
                            new StreamBound(bench.workplace().server(), streamed, workload()),
                            new WriteBound(bench.workplace().server(), written, workload()))
                    .measure(bench.settings().warmUp(), events, bench.settings().repeat()));
        }
    }

    /** One event for each document. */
    private void fold(BenchDatabase database, Workload workload, int documents) throws InterruptedException {
        List<String> heap = List.of("-Xmx" + bench.sizes().heaps().getFirst() + "m");
        try (Fleet fleet = bench.workplace().fleet(database, heap)) {
            database.writeEvenly(workload, documents);
            Telling telling = new Telling(bench.progress(), "folded", database.effects(documents));
            new TakeIn(bench.workplace().server(), database, fleet).measure("first", documents, telling);
            fleet.terminate("first");
            fleet.awaitEnd("first");
        }
    }

    private ScaleRow row(BenchDatabase database, Workload workload, int heap, Pass bound) throws InterruptedException {
        bench.progress().say("    -Xmx%dm".formatted(heap));
        String name = "heap" + heap;
        int events = bench.settings().events();
        ScaleRow.Builder row = ScaleRow.of(KIND)
                .count("heapMegabytes", heap)
                .count("documents", (long) PROJECTIONS.count() * bench.sizes().documents())
                .count("events", events);
        try (Fleet fleet =
                bench.workplace().fleet(database, List.of("-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError"))) {
            try {
                fleet.start(name);
                fleet.awaitBalanced();
                Throughput throughput = new Throughput(bench.workplace().server(), database, fleet, workload);
                Pass pass =
                        Pass.median(bench.backlogs(throughput, bench.settings().warmUp(), events));
                long used = fleet.heapAfterCollection(name);
                ProcessFacts facts = ProcessFacts.of(fleet.processes().getFirst());
                row.text("outcome", "done");
                figures(row, pass, bound);
                row.number("heapUsedMegabytes", used / 1e6);
                facts.peakBytes().ifPresent(bytes -> row.number("peakResidentMegabytes", bytes / 1e6));
            } catch (IllegalStateException | UncheckedIOException e) {
                if (!fleet.ranOutOfMemory(name)) {
                    throw e;
                }
                bench.progress().say("    OutOfMemoryError with -Xmx%dm".formatted(heap));
                fleet.awaitEnd(name);
                row.text("outcome", "OutOfMemoryError");
                finish(database, workload);
            }
        }
        List<String> differences = bench.judged(database, workload);
        return row.end(differences);
    }

    private static void figures(ScaleRow.Builder row, Pass pass, Pass bound) {
        int effects = PROJECTIONS.effectsPerEvent();
        row.number("eventsPerSecond", pass.eventsPerSecond() / effects)
                .number("mongodMicrosPerEvent", pass.mongodMicrosPerEvent().map(micros -> micros * effects))
                .number("clientMicrosPerEvent", pass.clientMicrosPerEvent().map(micros -> micros * effects))
                .number("boundEventsPerSecond", bound.eventsPerSecond());
    }

    /** Has what the replica left undone done by another, so that the read models can be judged. */
    private void finish(BenchDatabase database, Workload workload) throws InterruptedException {
        List<String> heap = List.of("-Xmx" + bench.sizes().heaps().getFirst() + "m");
        try (Fleet fleet = bench.workplace().fleet(database, heap)) {
            new TakeIn(bench.workplace().server(), database, fleet).finish("finishing", workload.generated());
        }
    }
}
