package dev.leat.cli.verify;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.Definitions;
import dev.leat.cli.options.Durations;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Sample;
import dev.leat.cli.options.Usage;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Projection;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the check. */
@Command(
        name = "verify",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Judges whether a database holds what Leat guarantees: every committed event once in the ledger, positions"
                    + " dense, streams in order, checkpoints possible, and, with a definition, every read-model document"
                    + " equal to the fold of its events.",
            "It only reads, and replicas may be at work meanwhile.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:clean: nothing was found in what was judged",
            "1:there are findings",
            "2:wrong usage",
            "3:could not check: MongoDB does not answer, or the definition is not that of the replicas"
        })
public final class VerifyCommand extends DatabaseWord {

    @Option(
            names = "--projection",
            paramLabel = "NAME",
            description = "Judge the documents of this projection only: NAME, or NAME:VERSION. May be given several"
                    + " times.")
    private List<String> only = List.of();

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description =
                    "Judge a share (5%%) of the streams and keys, or those of so many (50) of the 1024 slots; the same ones each"
                            + " time. Ledger positions, checkpoints and queues are judged whole.")
    private @Nullable String sample;

    @Option(
            names = "--events-per-pass",
            paramLabel = "N",
            defaultValue = "" + HistoryChecker.DEFAULT_EVENTS_PER_PASS,
            description = "Events judged at a time: bounds the memory, and costs a reading of the ledger for each pass."
                    + " Default: ${DEFAULT-VALUE}")
    private int eventsPerPass = HistoryChecker.DEFAULT_EVENTS_PER_PASS;

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Then look at epochs, checkpoints and ledger ends each second for so long, and tell what goes"
                    + " back: 30s, 5m, 1h.")
    private Duration watch = Duration.ZERO;

    private SlotSet slots = SlotSet.ALL;

    @Override
    protected void checkUsage() {
        slots = sample == null ? SlotSet.ALL : Usage.of(spec, () -> Sample.parse(String.valueOf(sample)));
        Usage.require(spec, eventsPerPass >= 1, "--events-per-pass takes 1 or more, not " + eventsPerPass);
        Usage.require(spec, definition.isGiven() || only.isEmpty(), "--projection is of use with --definition only");
    }

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) throws InterruptedException {
        List<Projection<?>> projections = Usage.of(spec, () -> Definitions.select(defined.projections(), only));
        Definitions.requireFit(database.database(), stores.state().registrations(), projections);
        CheckReport report = HistoryChecker.of(stores, projections)
                .slots(slots)
                .eventsPerPass(eventsPerPass)
                .progress(new ProgressLines(System.err))
                .check();
        Outcome outcome =
                new Outcome(database.database(), slots.size(), report, Watching.run(stores, watch, System.err));
        System.out.print(json ? OutcomeJson.of(outcome) : OutcomeText.of(outcome));
        return outcome.isClean() ? ExitCodes.FINE : ExitCodes.FOUND;
    }
}
