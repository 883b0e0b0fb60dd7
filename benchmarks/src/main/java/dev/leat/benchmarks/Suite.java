package dev.leat.benchmarks;

import dev.leat.benchmarks.RunCommand.Part;
import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.GapTimes;
import dev.leat.benchmarks.measure.Gaps;
import dev.leat.benchmarks.measure.Latency;
import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.LedgerSize;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.measure.Throughput.Burst;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.report.Result;
import dev.leat.benchmarks.report.Row;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the measurements one after the other, each on a fresh database of the same server. Confined to one thread. */
final class Suite {

    private final Workplace workplace;
    private final Settings settings;
    private final Set<Part> skipped;
    private final Progress progress;

    Suite(Workplace workplace, Settings settings, Set<Part> skipped, Progress progress) {
        this.workplace = workplace;
        this.settings = settings;
        this.skipped = Set.copyOf(skipped);
        this.progress = progress;
    }

    Result run() throws InterruptedException {
        Preliminaries preliminaries = new Preliminaries(workplace, settings, progress);
        preliminaries.train();
        Bounds bounds = skipped.contains(Part.bounds) ? null : preliminaries.bounds();
        List<String> differences = new ArrayList<>();
        GapTimes gaps = skipped.contains(Part.gaps) ? null : gaps(differences);
        List<Row> rows = new ArrayList<>();
        for (int replicas : settings.replicas()) {
            rows.add(row(replicas));
        }
        return new Result(settings, bounds, gaps, rows, differences);
    }

    private GapTimes gaps(List<String> differences) throws InterruptedException {
        progress.say("gaps: %d replicas at %d events/s lose one by SIGKILL and by SIGTERM"
                .formatted(Result.GAP_REPLICAS, Gaps.EVENTS_PER_SECOND));
        Workload workload = workload();
        try (BenchDatabase database = workplace.database("gaps");
                Fleet fleet = started(database, Result.GAP_REPLICAS)) {
            Gaps gaps = new Gaps(database, fleet, workload);
            GapTimes result = gaps.measure();
            gaps.settle();
            differences.addAll(database.differences(workload.expected()));
            differences.addAll(database.findings());
            progress.say("      SIGKILL %d ms, SIGTERM %d ms"
                    .formatted(result.kill().toMillis(), result.terminate().toMillis()));
            return result;
        }
    }

    private Row row(int replicas) throws InterruptedException {
        progress.say("%d replica(s): start, %,d events to warm up".formatted(replicas, settings.warmUp()));
        Workload workload = workload();
        try (BenchDatabase database = workplace.database("replicas_" + replicas);
                Fleet fleet = started(database, replicas)) {
            Throughput throughput = new Throughput(workplace.server(), database, fleet, workload);
            if (settings.warmUp() > 0) {
                throughput.burst(settings.warmUp());
            }
            List<Pass> backlogs = new ArrayList<>();
            for (int i = 0; i < settings.repeat(); i++) {
                Pass pass = throughput.backlog(settings.events());
                backlogs.add(pass);
                progress.say("    backlog: %,.0f events/s, mongod %.1f µs, clients %.1f µs"
                        .formatted(
                                pass.eventsPerSecond(),
                                pass.mongodMicrosPerEvent().orElse(Double.NaN),
                                pass.clientMicrosPerEvent().orElse(Double.NaN)));
            }
            List<Burst> bursts = new ArrayList<>();
            for (int i = 0; i < settings.repeat(); i++) {
                Burst burst = throughput.burst(settings.events());
                bursts.add(burst);
                progress.say("    burst: %,.0f events/s, written at %,.0f events/s"
                        .formatted(burst.pass().eventsPerSecond(), burst.writtenPerSecond()));
            }
            LedgerSize ledger = LedgerSize.of(database, workload.generated());
            @Nullable LatencyTimes latency = skipped.contains(Part.latency) ? null : latency(database, fleet, workload);
            List<String> differences = new ArrayList<>(database.differences(workload.expected()));
            differences.addAll(database.findings());
            progress.say("    %s"
                    .formatted(differences.isEmpty() ? "exact, checker clean" : "differs: " + differences.getFirst()));
            return new Row(replicas, backlogs, bursts, latency, ledger, differences);
        }
    }

    private LatencyTimes latency(BenchDatabase database, Fleet fleet, Workload workload) throws InterruptedException {
        LatencyTimes times = new Latency(database, fleet, workload)
                .measure(Settings.LATENCY_EVENTS_PER_SECOND, Duration.ofSeconds(settings.latencySeconds()));
        progress.say("    append to visible: p50 %.1f ms; bare stream %.1f ms"
                .formatted(
                        times.visible().getValueAtPercentile(50) / 1e3,
                        times.bareStream().getValueAtPercentile(50) / 1e3));
        return times;
    }

    private Fleet started(BenchDatabase database, int replicas) throws InterruptedException {
        Fleet fleet = workplace.fleet(database);
        for (int i = 1; i <= replicas; i++) {
            fleet.start("r" + i);
        }
        fleet.awaitBalanced();
        return fleet;
    }

    private Workload workload() {
        return settings.workload();
    }
}
