package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.GapTimes;
import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        bounds(result).ifPresent(table -> text.append(table).append(end));
        text.append(rows(result)).append(end);
        gaps(result).ifPresent(table -> text.append(table).append(end));
        for (Target target : Target.all(result)) {
            text.append(target.line()).append(end);
        }
        for (Row row : result.rows()) {
            text.append(differences(row.replicas() + " replicas", row.differences()));
        }
        text.append(differences("replicas that were killed", result.gapDifferences()));
        return text.toString();
    }

    private static String differences(String where, List<String> differences) {
        return differences.stream()
                .limit(SHOWN_DIFFERENCES)
                .map(difference -> "differs with " + where + ": " + difference + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static Optional<TextTable> bounds(Result result) {
        return Optional.ofNullable(result.bounds())
                .map(bounds -> new TextTable()
                        .line(List.of("raw bound", "events/s", "mongod µs/event", "client µs/event"))
                        .line(bound("one cursor drains the stream", bounds.stream()))
                        .line(bound("folded changes in transactions", bounds.write()))
                        .line(bound("both at once", bounds.joint())));
    }

    private static List<String> bound(String name, Pass pass) {
        return List.of(
                name,
                whole(pass.eventsPerSecond()),
                tenths(pass.mongodMicrosPerEvent()),
                tenths(pass.clientMicrosPerEvent()));
    }

    private static TextTable rows(Result result) {
        TextTable table = new TextTable()
                .line(List.of(
                        "replicas",
                        "events/s",
                        "of bound",
                        "of both at once",
                        "mongod µs/event",
                        "client µs/event",
                        "burst events/s",
                        "written/s",
                        "visible p50/p99 ms",
                        "bare stream p50/p99 ms",
                        "ledger bytes/event",
                        "exact"));
        for (Row row : result.rows()) {
            Pass backlog = row.backlog();
            Optional<LatencyTimes> latency = Optional.ofNullable(row.latency());
            table.line(List.of(
                    Integer.toString(row.replicas()),
                    whole(backlog.eventsPerSecond()),
                    Optional.ofNullable(result.bounds())
                            .map(bounds -> hundredths(backlog.eventsPerSecond() / bounds.eventsPerSecond()))
                            .orElse("-"),
                    Optional.ofNullable(result.bounds())
                            .map(bounds -> hundredths(
                                    backlog.eventsPerSecond() / bounds.joint().eventsPerSecond()))
                            .orElse("-"),
                    tenths(backlog.mongodMicrosPerEvent()),
                    tenths(backlog.clientMicrosPerEvent()),
                    whole(row.burst().pass().eventsPerSecond()),
                    whole(row.burst().writtenPerSecond()),
                    percentiles(latency.map(LatencyTimes::visible)),
                    percentiles(latency.map(LatencyTimes::bareStream)),
                    tenths(Optional.of(row.ledger().bytesPerEvent())),
                    Boolean.toString(row.isExact())));
        }
        return table;
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

    private static String percentiles(Optional<Histogram> micros) {
        return micros.map(value ->
                        String.format(Locale.ROOT, "%.1f / %.1f", Micros.p50Millis(value), Micros.p99Millis(value)))
                .orElse("-");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String tenths(Optional<Double> value) {
        return value.map(number -> String.format(Locale.ROOT, "%.1f", number)).orElse("-");
    }
}
