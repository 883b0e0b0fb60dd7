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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** What one heap came to. Confined to one thread. */
    private static final class OfHeap {
        private final List<Pass> passes = new ArrayList<>();
        private long used;
        private long peak;
        private boolean outOfMemory;
    }

    /** One row for each heap, the largest first. */
    public List<ScaleRow> run() throws InterruptedException {
        int documents = bench.sizes().documents();
        bench.progress()
                .say("memory: %d projections with %,d documents each".formatted(PROJECTIONS.count(), documents));
        Pass bound = bound();
        Workload workload = workload();
        Map<Integer, OfHeap> heaps = new LinkedHashMap<>();
        List<String> differences;
        try (BenchDatabase database = bench.workplace().database("memory", PROJECTIONS)) {
            fold(database, workload, documents);
            // In turns, because the collections grow meanwhile, and what that costs is to fall on all heaps alike.
            for (int turn = 1; turn <= bench.settings().repeat(); turn++) {
                for (int heap : bench.sizes().heaps()) {
                    OfHeap ofHeap = heaps.computeIfAbsent(heap, key -> new OfHeap());
                    if (!ofHeap.outOfMemory) {
                        take(ofHeap, database, workload, heap, "heap%d-%d".formatted(heap, turn));
                    }
                }
            }
            differences = bench.judged(database, workload);
        }
        List<ScaleRow> rows = new ArrayList<>();
        heaps.forEach((heap, ofHeap) -> rows.add(row(heap, ofHeap, bound, differences)));
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

    /** A pass of a fresh replica. */
    private void take(OfHeap ofHeap, BenchDatabase database, Workload workload, int heap, String name)
            throws InterruptedException {
        bench.progress().say("    -Xmx%dm".formatted(heap));
        List<String> options = List.of("-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError");
        try (Fleet fleet = bench.workplace().fleet(database, options)) {
            try {
                fleet.start(name);
                fleet.awaitBalanced();
                Throughput throughput = new Throughput(bench.workplace().server(), database, fleet, workload);
                ofHeap.passes.add(bench.backlog(
                        throughput, bench.settings().warmUp(), bench.settings().events()));
                ofHeap.used = Math.max(ofHeap.used, fleet.heapAfterCollection(name));
                ProcessFacts.of(fleet.processes().getFirst())
                        .peakBytes()
                        .ifPresent(bytes -> ofHeap.peak = Math.max(ofHeap.peak, bytes));
            } catch (IllegalStateException | UncheckedIOException e) {
                if (!fleet.ranOutOfMemory(name)) {
                    throw e;
                }
                bench.progress().say("    OutOfMemoryError with -Xmx%dm".formatted(heap));
                fleet.awaitEnd(name);
                ofHeap.outOfMemory = true;
                finish(database, workload);
            }
        }
    }

    private ScaleRow row(int heap, OfHeap ofHeap, Pass bound, List<String> differences) {
        int effects = PROJECTIONS.effectsPerEvent();
        ScaleRow.Builder row = ScaleRow.of(KIND)
                .count("heapMegabytes", heap)
                .count("documents", (long) effects * bench.sizes().documents())
                .count("events", bench.settings().events())
                .text(ScaleRow.OUTCOME, ofHeap.outOfMemory ? "OutOfMemoryError" : ScaleRow.DONE);
        if (!ofHeap.outOfMemory) {
            Pass pass = Pass.median(ofHeap.passes);
            row.number("eventsPerSecond", pass.eventsPerSecond() / effects)
                    .number("mongodMicrosPerEvent", pass.mongodMicrosPerEvent().map(micros -> micros * effects))
                    .number("clientMicrosPerEvent", pass.clientMicrosPerEvent().map(micros -> micros * effects))
                    .number("boundEventsPerSecond", bound.eventsPerSecond())
                    .number("heapUsedMegabytes", ofHeap.used / 1e6)
                    .number("peakResidentMegabytes", ofHeap.peak / 1e6);
        }
        return row.end(differences);
    }

    /** Has what the replica left undone done by another, so that the read models can be judged. */
    private void finish(BenchDatabase database, Workload workload) throws InterruptedException {
        List<String> heap = List.of("-Xmx" + bench.sizes().heaps().getFirst() + "m");
        try (Fleet fleet = bench.workplace().fleet(database, heap)) {
            new TakeIn(bench.workplace().server(), database, fleet).finish("finishing", workload.generated());
        }
    }
}
