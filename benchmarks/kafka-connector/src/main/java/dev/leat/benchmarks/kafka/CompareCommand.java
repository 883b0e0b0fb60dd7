package dev.leat.benchmarks.kafka;

import dev.leat.benchmarks.PassOptions;
import dev.leat.benchmarks.Workplace;
import dev.leat.benchmarks.kafka.report.Contestant;
import dev.leat.benchmarks.kafka.report.JsonRows;
import dev.leat.benchmarks.kafka.report.Outcome;
import dev.leat.benchmarks.kafka.report.OutcomeText;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.server.DevMongoDb;
import dev.leat.benchmarks.server.MongoServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: options in, a table and rows of JSON out. */
@Command(
        name = "benchmarks/compare-kafka",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures Leat beside the MongoDB Kafka source connector with a group of Kafka consumers that write in"
                    + " bulk: the same events, on one MongoDB made for the run. The pair counts each event at least once,"
                    + " Leat exactly once.",
            "Ends with code 1 when a read model is not exact."
        })
final class CompareCommand implements Callable<Integer> {

    /** Exit code when a read model differs from the truth. */
    private static final int DIFFERS = 1;

    /** Single events are not timed here. */
    private static final int NO_LATENCY_SECONDS = 1;

    @Mixin
    private final PassOptions passes = new PassOptions();

    @Option(
            names = "--replicas",
            split = ",",
            defaultValue = "1,2,4",
            description = "Numbers of replicas, and of consumers (${DEFAULT-VALUE}).")
    private List<Integer> replicas = List.of();

    @Option(names = "--skip", split = ",", description = "Leave out some of: ${COMPLETION-CANDIDATES}.")
    private Set<Part> skipped = Set.of();

    @Option(names = "--connector", description = "A setting of the connector, in the place of this benchmark's.")
    private Map<String, String> connector = new HashMap<>();

    @Option(names = "--consumer", description = "A setting of the Kafka consumers, in the place of this benchmark's.")
    private Map<String, String> consumer = new HashMap<>();

    /** What can be left out. */
    enum Part {
        bounds,
        leat,
        connector
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = passes.settings(replicas, 1, NO_LATENCY_SECONDS, List.of());
        Progress progress = new Progress(System.err);
        progress.say("looking for a MongoDB");
        MongoServer server = DevMongoDb.start();
        try (Workplace workplace = new Workplace(server, settings, passes.logs())) {
            ConnectorPair pair = new ConnectorPair(workplace, connector, consumer);
            Comparison comparison = new Comparison(workplace, pair, settings, progress);
            Outcome outcome = comparison.run(contestants(), !skipped.contains(Part.bounds));
            System.out.println();
            System.out.print(OutcomeText.of(outcome));
            Path file = passes.json();
            if (file != null) {
                JsonRows.write(file, outcome);
                progress.say("rows written to " + file);
            }
            return outcome.isExact() ? 0 : DIFFERS;
        }
    }

    private Set<Contestant> contestants() {
        Set<Contestant> contestants = EnumSet.allOf(Contestant.class);
        if (skipped.contains(Part.leat)) {
            contestants.remove(Contestant.LEAT);
        }
        if (skipped.contains(Part.connector)) {
            contestants.remove(Contestant.CONNECTOR);
        }
        return contestants;
    }
}
