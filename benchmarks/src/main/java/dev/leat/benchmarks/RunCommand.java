package dev.leat.benchmarks;

import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.report.JsonRows;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.report.Result;
import dev.leat.benchmarks.report.ResultText;
import dev.leat.benchmarks.server.DevMongoDb;
import dev.leat.benchmarks.server.MongoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: options in, a table and rows of JSON out. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures Leat on a real MongoDB, with replicas as processes, and raw bounds in the same run.",
            "Ends with code 1 when a read model is not exact."
        })
final class RunCommand implements Callable<Integer> {

    /** Exit code when a read model differs from the truth. */
    private static final int DIFFERS = 1;

    @Mixin
    private final PassOptions passes = new PassOptions();

    @Option(
            names = "--replicas",
            split = ",",
            defaultValue = "1,2,4,8,16",
            description = "Numbers of replicas, one row each (${DEFAULT-VALUE}).")
    private List<Integer> replicas = List.of();

    @Option(
            names = "--uri",
            description = "A MongoDB that runs, instead of one made for the run; LEAT_MONGODB_URI too.")
    private @Nullable String uri;

    @Option(
            names = "--mongod-pid",
            split = ",",
            description =
                    "Processes of the MongoDB given by --uri, to read their CPU time; without it that is not told.")
    private List<Long> mongodPids = List.of();

    @Option(
            names = "--projections",
            defaultValue = "1",
            description = "Projections that each replica runs (${DEFAULT-VALUE}).")
    private int projections;

    @Option(
            names = "--latency-seconds",
            defaultValue = "20",
            description = "How long single events are timed for each row (${DEFAULT-VALUE}).")
    private int latencySeconds;

    @Option(names = "--skip", split = ",", description = "Leave out some of: ${COMPLETION-CANDIDATES}.")
    private Set<Part> skipped = Set.of();

    @Option(names = "--jvm", description = "An option for the JVM of the replicas, such as one of a profiler.")
    private List<String> jvmOptions = List.of();

    /** What can be left out. */
    enum Part {
        bounds,
        gaps,
        latency
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = passes.settings(replicas, projections, latencySeconds, jvmOptions);
        Progress progress = new Progress(System.err);
        progress.say("looking for a MongoDB");
        String given = uri;
        MongoServer server = given == null ? DevMongoDb.start() : MongoServer.given(given, mongodPids);
        try (Workplace workplace = new Workplace(server, settings, passes.logs())) {
            Result result = new Suite(workplace, settings, skipped, progress).run();
            System.out.println();
            System.out.print(ResultText.of(result));
            Path file = passes.json();
            if (file != null) {
                JsonRows.write(file, result);
                progress.say("rows written to " + file);
            }
            return result.isExact() ? 0 : DIFFERS;
        }
    }
}
