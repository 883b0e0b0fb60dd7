package dev.leat.benchmarks;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.JointBound;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.StreamBound;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.measure.WriteBound;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.Progress;
import java.util.List;

/** What comes before the rows of a run. Confined to one thread. */
public final class Preliminaries {

    /** Enough events to load every class that a replica needs. */
    private static final int TRAINING_EVENTS = 500;

    private final Workplace workplace;
    private final Settings settings;
    private final Progress progress;

    public Preliminaries(Workplace workplace, Settings settings, Progress progress) {
        this.workplace = workplace;
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs one replica for a moment, so that later ones share its archive of classes, and a fault shows at once. */
    public void train() throws InterruptedException {
        progress.say("a first replica, which leaves its loaded classes to the others");
        try (BenchDatabase database = workplace.database("training");
                Fleet fleet = workplace.fleet(database)) {
            fleet.startTraining("r1");
            fleet.awaitBalanced();
            new Throughput(workplace.server(), database, fleet, settings.workload()).burst(TRAINING_EVENTS);
            fleet.terminate("r1");
            fleet.awaitEnd("r1");
        }
    }

    /**
     * Measures the raw bounds.
     *
     * @throws IllegalStateException when a bound did not do its work
     */
    public Bounds bounds() {
        progress.say("raw bound: one cursor drains the change stream of %,d events".formatted(settings.events()));
        Pass stream;
        try (BenchDatabase database = workplace.database("stream_bound")) {
            stream = Pass.median(new StreamBound(workplace.server(), database, settings.workload())
                    .measure(settings.warmUp(), settings.events(), settings.repeat()));
        }
        progress.say("           %,.0f events/s".formatted(stream.eventsPerSecond()));
        progress.say("raw bound: the folded changes of %,d events in transactions".formatted(settings.events()));
        Pass write;
        try (BenchDatabase database = workplace.database("write_bound")) {
            WriteBound bound = new WriteBound(workplace.server(), database, settings.workload());
            write = Pass.median(bound.measure(settings.warmUp(), settings.events(), settings.repeat()));
            List<String> differences = bound.differences();
            if (!differences.isEmpty()) {
                throw new IllegalStateException("The raw bound wrote something else: " + differences.getFirst() + ".");
            }
        }
        progress.say("           %,.0f events/s".formatted(write.eventsPerSecond()));
        progress.say("raw bound: both at once");
        Pass joint;
        try (BenchDatabase streamed = workplace.database("joint_stream");
                BenchDatabase written = workplace.database("joint_write")) {
            joint = Pass.median(new JointBound(
                            workplace.server(),
                            new StreamBound(workplace.server(), streamed, settings.workload()),
                            new WriteBound(workplace.server(), written, settings.workload()))
                    .measure(settings.warmUp(), settings.events(), settings.repeat()));
        }
        progress.say("           %,.0f events/s".formatted(joint.eventsPerSecond()));
        return new Bounds(stream, write, joint);
    }
}
