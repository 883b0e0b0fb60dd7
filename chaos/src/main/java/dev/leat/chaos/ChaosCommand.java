package dev.leat.chaos;

import dev.leat.chaos.fault.FaultKind;
import dev.leat.chaos.replica.Broken;
import dev.leat.chaos.report.ReportJson;
import dev.leat.chaos.report.ReportText;
import dev.leat.chaos.report.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: options in, a table and JSON out. */
@Command(
        name = "./leat chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Writes events to a MongoDB replica set of three, runs replicas as processes, and does them harm, all drawn"
                    + " from a seed. Then counts the effects of each event.",
            "Exit codes: 0 clean, 1 something was found, 2 wrong options, 3 there is no verdict."
        })
final class ChaosCommand implements Callable<Integer> {

    private static final int UNBOUNDED = Integer.MAX_VALUE;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--minutes", defaultValue = "2", description = "How long faults come (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Decides faults, targets, order and load (1).")
    private long seed;

    @Option(names = "--faults", split = ",", description = "Only these kinds; --list names them.")
    private List<String> faults = List.of();

    @Option(names = "--list", description = "Name all faults, and do nothing.")
    private boolean list;

    @Option(names = "--replicas", defaultValue = "3", description = "Replicas at the start (${DEFAULT-VALUE}).")
    private int replicas;

    @Option(names = "--rate", defaultValue = "60", description = "Events written a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--most-faults", description = "Stop after that many faults. Default: as many as come.")
    private int mostFaults = UNBOUNDED;

    @Option(
            names = "--soak",
            description = "A fault every 30 s, the first replica spared, all processes sampled; growth is a finding.")
    private boolean soak;

    @Option(
            names = "--broken",
            description = "Break a promise of the store on purpose, which must be found: ${COMPLETION-CANDIDATES}.")
    private @Nullable Broken broken;

    @Option(names = "--json", description = "File for the report.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            Arrays.stream(FaultKind.values())
                    .forEach(kind -> System.out.printf("%-22s %s%n", kind.word(), kind.what()));
            return ExitCode.CLEAN;
        }
        RunSettings settings = settings();
        try (Cleanup cleanup = Cleanup.withShutdownHook()) {
            RunReport report = new ChaosRun(settings, cleanup, line -> System.err.println("chaos: " + line)).run();
            System.out.println();
            System.out.print(ReportText.of(report));
            Path file = json;
            if (file != null) {
                ReportJson.write(file, report);
            }
            return report.isClean() ? ExitCode.CLEAN : ExitCode.FINDINGS;
        }
    }

    private RunSettings settings() {
        if (minutes <= 0 || replicas < 2 || rate < 1) {
            throw usage("--minutes and --rate must be more than 0, and --replicas at least 2.");
        }
        return new RunSettings(
                Duration.ofMillis((long) (minutes * 60_000)),
                mostFaults,
                seed,
                kinds(),
                replicas,
                rate,
                broken,
                soak,
                replay());
    }

    private Set<FaultKind> kinds() {
        try {
            return faults.isEmpty()
                    ? Arrays.stream(FaultKind.values())
                            .filter(kind -> kind.isPossible() && (!soak || kind.isForSoak()))
                            .collect(Collectors.toSet())
                    : faults.stream().map(FaultKind::of).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalArgumentException(message);
        }
        return new ParameterException(known.commandLine(), message);
    }

    private String replay() {
        StringBuilder command = new StringBuilder("./leat chaos --minutes ")
                .append(minutes == Math.rint(minutes) ? Long.toString((long) minutes) : Double.toString(minutes))
                .append(" --seed ")
                .append(seed);
        if (!faults.isEmpty()) {
            command.append(" --faults ").append(String.join(",", faults));
        }
        Broken way = broken;
        if (way != null) {
            command.append(" --broken ").append(way);
        }
        if (soak) {
            command.append(" --soak");
        }
        if (mostFaults != UNBOUNDED) {
            command.append(" --most-faults ").append(mostFaults);
        }
        return command.append(" --replicas ")
                .append(replicas)
                .append(" --rate ")
                .append(rate)
                .toString();
    }
}
