package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.ServerCounts;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.measure.Trickle;
import dev.leat.benchmarks.measure.Trickle.Trickled;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.server.ProcessFacts;
import dev.leat.benchmarks.workload.ProjectionSet;
import dev.leat.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Few and many projections of one source, mostly in one replica, in two shapes: every projection wants every event, so that effects
 * grow with the projections; and each wants the events of some streams, so that an event has four effects however many
 * projections there are, and what grows is the price of a projection that does not want it. Confined to one thread.
 */
public final class ProjectionsPart {

    /** The caches of many projections take more than a replica has otherwise. */
    private static final List<String> HEAP = List.of("-Xmx1g");

    private static final int SLOW_PER_SECOND = 50;

    private final Bench bench;
    private final Bounds bounds;

    public ProjectionsPart(Bench bench, Bounds bounds) {
        this.bench = bench;
        this.bounds = bounds;
    }

    /** One row for each shape and number of projections. */
    public List<ScaleRow> run() throws InterruptedException {
        List<ScaleRow> rows = new ArrayList<>();
        List<ScaleRow> every = new ArrayList<>();
        for (int count : bench.sizes().projections()) {
            every.add(row("every event", new ProjectionSet(count, bench.sizes().partitions(), 0)));
        }
        rows.addAll(withRatios(every));
        List<ScaleRow> own = new ArrayList<>();
        for (int count : bench.sizes().projections()) {
            int types = count / ScaleSizes.EFFECTS_OF_OWN_TYPES;
            own.add(row("own type", new ProjectionSet(count, bench.sizes().partitions(), types)));
        }
        rows.addAll(withRatios(own));
        return rows;
    }

    private static List<ScaleRow> withRatios(List<ScaleRow> rows) {
        List<ScaleRow> first = Ratios.ofFirst(rows, "mongodPerEffectOfFewest", "mongodMicrosPerEffect");
        return Ratios.ofFirst(first, "clientPerEffectOfFewest", "clientMicrosPerEffect");
    }

    private ScaleRow row(String wanted, ProjectionSet projections) throws InterruptedException {
        bench.progress().say("projections: %d, each wants %s".formatted(projections.count(), wanted));
        int events = bench.sizes().projectionEvents();
        Workload workload = new Workload(
                bench.sizes().projectionStreams(),
                bench.settings().skew(),
                bench.settings().seed(),
                projections);
        try (BenchDatabase database = bench.workplace()
                .database("projections_" + projections.count() + "_" + projections.types(), projections)) {
            Pass pass;
            ServerCounts counts;
            long changeStreams;
            long commits;
            Trickled slow;
            ProcessFacts facts;
            try (Fleet fleet = bench.workplace().fleet(database, HEAP)) {
                long start = System.nanoTime();
                for (int number = 1; number <= bench.sizes().projectionReplicas(); number++) {
                    fleet.start("r" + number);
                }
                fleet.awaitBalanced();
                bench.progress()
                        .say("    all partitions owned after %.1f s".formatted((System.nanoTime() - start) / 1e9));
                Throughput throughput = new Throughput(bench.workplace().server(), database, fleet, workload);
                throughput.burst(events);
                ServerCounts before = ServerCounts.of(database);
                long commitsBefore = fleet.commits();
                pass = Pass.median(bench.backlogs(throughput, 0, events));
                counts = ServerCounts.of(database).since(before);
                commits = fleet.commits() - commitsBefore;
                slow = new Trickle(bench.workplace().server(), database, fleet, workload)
                        .append(bench.sizes().slowSeconds() * SLOW_PER_SECOND, SLOW_PER_SECOND);
                bench.progress()
                        .say("    %d events/s: mongod %.2f, clients %.2f of a core, %d ms behind"
                                .formatted(
                                        SLOW_PER_SECOND,
                                        slow.pass().mongodCore().orElse(Double.NaN),
                                        slow.pass().clientCore().orElse(Double.NaN),
                                        slow.behind().toMillis()));
                changeStreams = ServerCounts.changeStreams(database);
                facts = ProcessFacts.of(fleet.processes().getFirst());
            }
            int effects = projections.effectsPerEvent();
            double counted = (double) events * bench.settings().repeat();
            return ScaleRow.of("scale-projections")
                    .text("wanted", wanted)
                    .count("projections", projections.count())
                    .count("replicas", bench.sizes().projectionReplicas())
                    .count("partitionsEach", projections.partitions())
                    .count("effectsPerEvent", effects)
                    .count("events", events)
                    .number("eventsPerSecond", pass.eventsPerSecond() / effects)
                    .number("effectsPerSecond", pass.eventsPerSecond())
                    .number("mongodMicrosPerEvent", times(pass.mongodMicrosPerEvent(), effects))
                    .number("mongodMicrosPerEffect", pass.mongodMicrosPerEvent())
                    .number("clientMicrosPerEvent", times(pass.clientMicrosPerEvent(), effects))
                    .number("clientMicrosPerEffect", pass.clientMicrosPerEvent())
                    .number("streamBoundMongodMicrosPerEvent", bounds.stream().mongodMicrosPerEvent())
                    .number("commitsPerThousandEvents", commits * 1e3 / counted)
                    .number("mongodCoreAt50EventsPerSecond", slow.pass().mongodCore())
                    .number("clientCoreAt50EventsPerSecond", slow.pass().clientCore())
                    .count("millisBehindAt50EventsPerSecond", slow.behind().toMillis())
                    .count("changeStreams", changeStreams)
                    .number("findsOfEventsPerThousandEvents", counts.eventFinds() * 1e3 / counted)
                    .number("documentsReadPerEvent", counts.documentsReturned() / counted)
                    .count("threadsOfAReplica", facts.threads())
                    .end(bench.judged(database, workload));
        }
    }

    private static Optional<Double> times(Optional<Double> perEffect, int effects) {
        return perEffect.map(micros -> micros * effects);
    }
}
