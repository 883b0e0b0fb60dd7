package dev.leat.benchmarks;

import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.Idle;
import dev.leat.benchmarks.measure.Idle.Times;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.IdleRow;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.server.DevMongoDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: what idle replicas cost, and how soon one takes part. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures what replicas without work cost a MongoDB that others write to, and how soon one more takes part.",
            "Ends with code 1 when an aim is missed."
        })
final class IdleCommand implements Callable<Integer> {

    private static final int MISSED = 1;
    private static final double MOST_ADDED = 0.05;
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(3);

    @Option(names = "--replicas", defaultValue = "16", description = "Idle replicas (${DEFAULT-VALUE}).")
    private int replicas;

    @Option(names = "--projections", defaultValue = "4", description = "Projections of each (${DEFAULT-VALUE}).")
    private int projections;

    @Option(
            names = "--inserts",
            defaultValue = "500",
            description = "Unrelated inserts a second, a multiple of 50 (${DEFAULT-VALUE}).")
    private int inserts;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "How long the server is watched each time (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--joins",
            defaultValue = "5",
            description = "Replicas that join, one at a time (${DEFAULT-VALUE}).")
    private int joins;

    @Option(names = "--json", description = "File for the result, one JSON object.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        if (inserts < 50 || inserts % 50 != 0) {
            throw new IllegalArgumentException("--inserts must be a multiple of 50: " + inserts + ".");
        }
        Settings settings = new Settings(
                1, 0, 1, 1, 1, List.of(replicas), projections, 1, Math.max(1, seconds), Map.of(), List.of());
        Progress progress = new Progress(System.err);
        progress.say("looking for a MongoDB");
        try (Workplace workplace = new Workplace(DevMongoDb.start(), settings, null)) {
            new Preliminaries(workplace, settings, progress).train();
            progress.say("%d replicas with %d projections each, %d inserts a second that concern none of them"
                    .formatted(replicas, projections, inserts));
            try (BenchDatabase database = workplace.database("idle");
                    Fleet fleet = workplace.fleet(database)) {
                Times times = new Idle(workplace.server(), database, fleet, inserts, Duration.ofSeconds(seconds))
                        .measure(replicas, joins);
                return report(times);
            }
        }
    }

    private int report(Times times) {
        boolean cheap = times.added() <= MOST_ADDED;
        boolean quick = times.join().compareTo(LONGEST_JOIN) <= 0;
        System.out.printf(
                Locale.ROOT,
                "mongod, %% of a core: %.1f without replicas, %.1f with %d idle ones, %.1f when they have ended%n"
                        + "start of a process until its replica owns a partition: %d ms (each: %s)%n"
                        + "%s idle replicas add at most 5 %% of a core: %.1f %%%n"
                        + "%s a replica takes part within 3 s: %.2f s%n",
                times.before() * 100,
                times.during() * 100,
                replicas,
                times.after() * 100,
                times.join().toMillis(),
                times.joins().stream().map(Duration::toMillis).toList(),
                cheap ? "met   " : "short ",
                times.added() * 100,
                quick ? "met   " : "short ",
                times.join().toMillis() / 1e3);
        write(times);
        return cheap && quick ? 0 : MISSED;
    }

    private void write(Times times) {
        Path file = json;
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, new IdleRow(replicas, projections, inserts, times).line());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }
}
