package dev.leat.benchmarks.plot;

import dev.leat.benchmarks.rows.ResultFile;
import dev.leat.benchmarks.rows.ResultRow;
import dev.leat.benchmarks.rows.UnreadableFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command: result files in, a chart for each figure out. */
@Command(
        name = "benchmarks/plot",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Draws results as SVG files: events/s, and CPU time of mongod an event, against the number of replicas, a",
            "line for each system. Of several rows for one point the median counts."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:drawn; a chart without a point is told and not written",
            "2:a file cannot be read or written, or no row has a figure"
        })
final class PlotCommand implements Callable<Integer> {

    private static final int UNREADABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RESULT.json",
            description = "Files that benchmarks/run or benchmarks/compare-kafka wrote with --json.")
    private List<Path> results = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the charts go; made when it is missing.")
    private Path folder = Path.of("");

    @Option(
            names = "--mode",
            description = "Which rows: backlog or burst; rows that name none are of the backlog (default: backlog).")
    private String mode = "backlog";

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try {
            List<ResultRow> rows = results.stream()
                    .flatMap(file -> ResultFile.read(file).stream())
                    .toList();
            return draw(rows, out, err);
        } catch (UnreadableFileException e) {
            err.println(e.getMessage());
            return UNREADABLE;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage() + " " + e.getCause());
            return UNREADABLE;
        }
    }

    private int draw(List<ResultRow> rows, PrintWriter out, PrintWriter err) {
        int drawn = 0;
        for (Figure figure : Figure.values()) {
            Curves curves = Curves.of(figure, mode, rows);
            if (curves.isEmpty()) {
                err.println("not measured, thus not drawn: " + figure.axis() + ", " + mode);
            } else {
                Path file = folder().resolve(figure.fileName());
                ChartFile.write(file, figure, mode, curves);
                out.println(file);
                drawn++;
            }
        }
        out.flush();
        return drawn == 0 ? UNREADABLE : 0;
    }

    private Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder + ".", e);
        }
    }
}
