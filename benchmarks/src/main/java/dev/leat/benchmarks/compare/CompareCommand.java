package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.UnreadableFileException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command: result files in; their ratios beside those of the baseline, and a verdict, out. */
@Command(
        name = "benchmarks/compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Compares results with the baseline. Ratios are compared and no raw figures, because another machine is",
            "faster or slower throughout. Results of different commands are given together; of several of one command",
            "the median counts."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no ratio is worse than its tolerance allows; those that were not measured are told",
            "1:one is worse, or --write was given results that are not exact",
            "2:a file cannot be read, or nothing in it is part of the baseline"
        })
final class CompareCommand implements Callable<Integer> {

    private static final int WORSE = 1;
    private static final int UNREADABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--baseline",
            description = "The file to compare with, or to write (default: benchmarks/baseline.json).")
    private Path baseline = Path.of(System.getProperty("leat.home", "."), "benchmarks", "baseline.json");

    @Option(
            names = "--write",
            description =
                    "Instead: make the ratios of the results the baseline. Its tolerances are kept, and its ratios that"
                            + " the results do not have.")
    private boolean write;

    @Parameters(
            arity = "1..*",
            paramLabel = "RESULT.json",
            description = "Files that benchmarks wrote with --json, one run each.")
    private List<Path> results = List.of();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try {
            Measured measured = Measured.of(results);
            measured.unknownKinds()
                    .forEach(kind -> err.println("no ratios are known of rows of kind \"" + kind + "\"; passed over"));
            return write ? write(measured, out, err) : compare(measured, out, err);
        } catch (UnreadableFileException e) {
            err.println(e.getMessage());
            return UNREADABLE;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage() + " " + e.getCause());
            return UNREADABLE;
        }
    }

    private int compare(Measured measured, PrintWriter out, PrintWriter err) {
        Comparison comparison = Comparison.of(Baseline.read(baseline), measured.ratios());
        out.print(comparison.text());
        out.flush();
        if (comparison.judged() == 0) {
            err.println("nothing was compared: the results have no ratio of " + baseline);
            return UNREADABLE;
        }
        return comparison.count(Verdict.WORSE) > 0 ? WORSE : 0;
    }

    private int write(Measured measured, PrintWriter out, PrintWriter err) {
        if (measured.ratios().values().stream().anyMatch(Ratio::isWrong)) {
            err.println("refused: a result is not exact, and what is wrong is no baseline");
            return WORSE;
        }
        if (measured.ratios().isEmpty()) {
            err.println("refused: the results have no ratios");
            return UNREADABLE;
        }
        SequencedMap<String, Ratio> ratios = Files.exists(baseline) ? Baseline.read(baseline) : new LinkedHashMap<>();
        int kept = ratios.size();
        for (Ratio now : measured.ratios().values()) {
            Ratio before = ratios.get(now.name());
            ratios.put(now.name(), before == null ? now : now.withTolerance(before.tolerance()));
            kept -= before == null ? 0 : 1;
        }
        Baseline.write(baseline, ratios.values());
        out.println(measured.ratios().size() + " ratios written to " + baseline + ", " + kept
                + " kept that were not measured");
        out.flush();
        return 0;
    }
}
