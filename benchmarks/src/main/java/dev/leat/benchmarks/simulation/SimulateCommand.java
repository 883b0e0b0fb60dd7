package dev.leat.benchmarks.simulation;

import dev.leat.testkit.simulation.Campaign;
import dev.leat.testkit.simulation.CampaignReport;
import dev.leat.testkit.simulation.Mutation;
import dev.leat.testkit.simulation.Occurrence;
import dev.leat.testkit.simulation.Simulation;
import dev.leat.testkit.simulation.SimulationFailure;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: seeds in; how often each kind of thing happened, and every seed that failed, out. */
@Command(
        name = "dev/simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Runs whole replicas on one thread, over a store in memory, in simulated time: a seed decides all that goes",
            "wrong. After each write it is checked that the read models are the fold of the events."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every seed ended well (--mutations: each broken promise was noticed, and nothing else)",
            "1:a seed failed; its number, and the calls before the failure, are printed",
            "2:the options make no sense"
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seeds", defaultValue = "10000", description = "How many seeds (${DEFAULT-VALUE}).")
    private long seeds;

    @Option(names = "--first", defaultValue = "1", description = "The first of them (${DEFAULT-VALUE}).")
    private long first;

    @Option(names = "--seed", description = "One seed alone, as a failure names it.")
    private @Nullable Long seed;

    @Option(
            names = "--mutations",
            description =
                    "Instead: break the protocol's promises one by one, and print the table of the documentation.")
    private boolean mutations;

    @Override
    public Integer call() {
        if (seeds < 1 || (seed != null && mutations)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    seeds < 1 ? "--seeds takes 1 or more, not " + seeds : "--seed and --mutations exclude each other");
        }
        if (mutations) {
            return new MutationTable(System.out, System.err).print() ? 0 : 1;
        }
        Long one = seed;
        return one != null ? runOne(one) : runMany();
    }

    private static int runOne(long seed) {
        try {
            System.out.println(Simulation.run(seed, Mutation.NONE));
            return 0;
        } catch (SimulationFailure e) {
            System.out.println(e.getMessage());
            return 1;
        }
    }

    private int runMany() {
        Progress progress = new Progress(System.err, seeds);
        CampaignReport report = Campaign.run(first, seeds, run -> progress.one());
        System.out.printf(
                Locale.ROOT,
                "%,d seeds ended well in %,d s, %,.0f a second: %,d steps, %,d events, %,d commits%n",
                report.seeds(),
                progress.seconds(),
                progress.rate(),
                report.steps(),
                report.events(),
                report.commits());
        for (Occurrence occurrence : Occurrence.values()) {
            System.out.printf(Locale.ROOT, "%,14d  %s%n", report.count(occurrence), occurrence);
        }
        report.failures().forEach(failure -> System.out.printf("%n%s%n", failure.getMessage()));
        System.out.println(
                report.failures().isEmpty()
                        ? "no seed failed"
                        : report.failures().size() + " seeds failed; no further one was begun");
        return report.failures().isEmpty() ? 0 : 1;
    }
}
