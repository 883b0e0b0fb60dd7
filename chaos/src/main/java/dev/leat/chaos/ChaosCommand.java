package dev.leat.chaos;

import dev.leat.chaos.broker.RouteKind;
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
                    + " from a seed. Then counts the effects of each event. On another route than the ledger the brokers,"
                    + " the topics and what lies between come to harm as well.",
            "Exit codes: 0 clean, 1 something was found, 2 wrong options, 3 there is no verdict."
        })
final class ChaosCommand implements Callable<Integer> {

    private static final int UNBOUNDED = Integer.MAX_VALUE;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--route",
            defaultValue = "LEDGER",
            description = "ledger, kafka, confluent, or eventhubs, which is a broker that behaves like it (ledger).")
    private RouteKind route = RouteKind.LEDGER;

    @Option(names = "--brokers", description = "Brokers, for kafka and confluent. Default: 3.")
    private @Nullable Integer brokers;

    @Option(names = "--minutes", defaultValue = "2", description = "How long faults come (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Decides faults, targets, order and load (1).")
    private long seed;

    @Option(names = "--faults", split = ",", description = "Only these kinds; --list names them.")
    private List<String> faults = List.of();

    @Option(names = "--list", description = "Name the faults that a route has, and do nothing.")
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
            description = "Break a promise on purpose, which must be found: ${COMPLETION-CANDIDATES}.")
    private @Nullable Broken broken;

    @Option(names = "--json", description = "File for the report.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            Arrays.stream(FaultKind.values())
                    .filter(kind -> kind.isFor(route))
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
        Broken way = broken;
        if (way != null && !way.isOfStore() && !route.hasTopics()) {
            throw usage("--broken " + way + " needs a route with topics, such as --route kafka.");
        }
        return new RunSettings(
                route,
                brokerCount(),
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

    private int brokerCount() {
        Integer wanted = brokers;
        int count = wanted == null ? route.brokers() : wanted;
        if (wanted != null && (count < 1 || count > 7 || route.brokers() < 2)) {
            throw usage("--brokers must be from 1 to 7, and the route kafka or confluent.");
        }
        return count;
    }

    private Set<FaultKind> kinds() {
        try {
            return faults.isEmpty()
                    ? Arrays.stream(FaultKind.values())
                            .filter(kind -> kind.isFor(route) && kind.isPossible() && (!soak || kind.isForSoak()))
                            .collect(Collectors.toSet())
                    : faults.stream().map(this::kind).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private FaultKind kind(String word) {
        FaultKind kind = FaultKind.of(word);
        if (!kind.isFor(route)) {
            throw usage("There is no fault " + word + " on route " + route.word() + ". --list names those that are.");
        }
        return kind;
    }

    private ParameterException usage(String message) {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalArgumentException(message);
        }
        return new ParameterException(known.commandLine(), message);
    }

    private String replay() {
        StringBuilder command = new StringBuilder("./leat chaos")
                .append(route == RouteKind.LEDGER ? "" : " --route " + route.word())
                .append(brokers == null ? "" : " --brokers " + brokers)
                .append(" --minutes ")
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
