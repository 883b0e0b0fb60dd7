package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.Workplace;
import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.OlderEvents;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.TakeIn;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts have in common. Immutable.
 *
 * @param settings of passes: events, warm-up, repetitions, streams
 */
public record Bench(Workplace workplace, Settings settings, ScaleSizes sizes, Progress progress) {

    /** The name of the one replica that is measured. */
    static final String REPLICA = "r1";

    /** How older events got where they are. */
    record Older(Duration writing, Pass takenIn) {}

    /** Writes older events, and has a replica take them in that is gone afterwards. */
    Older older(BenchDatabase database, Workload workload, long events) throws InterruptedException {
        progress.say("    writing %,d older events".formatted(events));
        Duration writing = new OlderEvents(database, workload, sizes.writers())
                .write(events, new Telling(progress, "written", events));
        progress.say("    written at %,.0f events/s; taking them in".formatted(events * 1e9 / writing.toNanos()));
        try (Fleet fleet = workplace.fleet(database)) {
            Pass pass = new TakeIn(workplace.server(), database, fleet)
                    .measure(REPLICA, events, new Telling(progress, "taken in", events));
            progress.say("    taken in at %,.0f events/s".formatted(pass.eventsPerSecond()));
            fleet.terminate(REPLICA);
            fleet.awaitEnd(REPLICA);
            return new Older(writing, pass);
        }
    }

    /** A warm-up and passes over a backlog. */
    List<Pass> backlogs(Throughput throughput, int warmUp, int events) throws InterruptedException {
        List<Pass> passes = new ArrayList<>(List.of(backlog(throughput, warmUp, events)));
        while (passes.size() < settings.repeat()) {
            passes.add(backlog(throughput, 0, events));
        }
        return passes;
    }

    /** A warm-up and a pass over a backlog. */
    Pass backlog(Throughput throughput, int warmUp, int events) throws InterruptedException {
        if (warmUp > 0) {
            throughput.burst(warmUp);
        }
        Pass pass = throughput.backlog(events);
        progress.say("    backlog: %,.0f effects/s, mongod %.1f µs, clients %.1f µs an effect"
                .formatted(
                        pass.eventsPerSecond(),
                        pass.mongodMicrosPerEvent().orElse(Double.NaN),
                        pass.clientMicrosPerEvent().orElse(Double.NaN)));
        return pass;
    }

    /** Says what the judges found, and hands it on. */
    List<String> judged(BenchDatabase database, Workload workload) {
        List<String> differences = Judged.differences(database, workload);
        progress.say("    %s"
                .formatted(differences.isEmpty() ? "exact, checker clean" : "differs: " + differences.getFirst()));
        return differences;
    }
}
