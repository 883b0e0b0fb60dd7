package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.GapTimes;
import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.Pass;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The result for people: bounds, a line for each number of replicas, gaps, targets. */
public final class ResultText {

    private static final int SHOWN_DIFFERENCES = 10;

    private ResultText() {}

    /** The whole text. */
    public static String of(Result result) {
        StringBuilder text = new StringBuilder();
        String end = System.lineSeparator();
        Bounds bounds = result.bounds();
        if (bounds != null) {
            text.append(bounds(bounds)).append(end);
        }
        text.append(rows(result)).append(end);
        gaps(result).ifPresent(table -> text.append(table).append(end));
        for (Target target : Target.all(result)) {
            text.append(target.line()).append(end);
        }
        for (Row row : result.rows()) {
            text.append(differences("differs with " + row.replicas() + " replicas", row.differences()));
        }
        text.append(differences("differs with replicas that were killed", result.gapDifferences()));
        return text.toString();
    }

    /** The first few differences, a line each, behind words that say where they are. */
    public static String differences(String where, List<String> differences) {
        return differences.stream()
                .limit(SHOWN_DIFFERENCES)
                .map(difference -> where + ": " + difference + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** A line for each raw bound. */
    public static TextTable bounds(Bounds bounds) {
        SequencedMap<String, Pass> passes = new LinkedHashMap<>();
        passes.put("one cursor drains the stream", bounds.stream());
        passes.put("folded changes in transactions", bounds.write());
        passes.put("both at once", bounds.joint());
        return new Columns<Map.Entry<String, Pass>>()
                .text("raw bound", Map.Entry::getKey)
                .whole("events/s", bound -> bound.getValue().eventsPerSecond())
                .tenths("mongod µs/event", bound -> bound.getValue().mongodMicrosPerEvent())
                .tenths("client µs/event", bound -> bound.getValue().clientMicrosPerEvent())
                .table(passes.sequencedEntrySet());
    }

    private static TextTable rows(Result result) {
        Optional<Bounds> bounds = Optional.ofNullable(result.bounds());
        return new Columns<Row>()
                .text("replicas", row -> Integer.toString(row.replicas()))
                .whole("events/s", row -> row.backlog().eventsPerSecond())
                .hundredths("of bound", row -> bounds.map(bound -> share(row, bound.eventsPerSecond())))
                .hundredths(
                        "of both at once",
                        row -> bounds.map(bound -> share(row, bound.joint().eventsPerSecond())))
                .tenths("mongod µs/event", row -> row.backlog().mongodMicrosPerEvent())
                .tenths("client µs/event", row -> row.backlog().clientMicrosPerEvent())
                .whole("burst events/s", row -> row.burst().pass().eventsPerSecond())
                .whole("written/s", row -> row.burst().writtenPerSecond())
                .text("visible p50/p99 ms", row -> percentiles(row, LatencyTimes::visible))
                .text("bare stream p50/p99 ms", row -> percentiles(row, LatencyTimes::bareStream))
                .tenths("ledger bytes/event", row -> Optional.of(row.ledger().bytesPerEvent()))
                .text("exact", row -> Boolean.toString(row.isExact()))
                .table(result.rows());
    }

    private static double share(Row row, double bound) {
        return row.backlog().eventsPerSecond() / bound;
    }

    private static Optional<TextTable> gaps(Result result) {
        return Optional.ofNullable(result.gaps())
                .map(gaps -> new TextTable()
                        .line(List.of(
                                "longest standstill, " + Result.GAP_REPLICAS + " replicas", "with tailer", "without"))
                        .line(gap("SIGKILL", gaps.killTailer(), gaps.killOther()))
                        .line(gap("SIGTERM", gaps.terminateTailer(), gaps.terminateOther()))
                        .line(List.of("a replica comes", seconds(gaps.join()), ""))
                        .line(List.of("SIGTERM until the process is gone", exit(gaps), "")));
    }

    private static List<String> gap(String name, Duration with, Duration without) {
        return List.of(name, seconds(with), seconds(without));
    }

    private static String exit(GapTimes gaps) {
        return seconds(gaps.exit());
    }

    private static String percentiles(Row row, Function<LatencyTimes, Histogram> figure) {
        return Optional.ofNullable(row.latency())
                .map(figure)
                .map(micros ->
                        String.format(Locale.ROOT, "%.1f / %.1f", Micros.p50Millis(micros), Micros.p99Millis(micros)))
                .orElse("-");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
