package dev.leat.benchmarks.kafka.report;

import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The outcome for people: the bounds, and a line for each contestant, number of replicas and mode. */
public final class OutcomeText {

    private static final int SHOWN_DIFFERENCES = 10;

    private OutcomeText() {}

    /** The whole text. */
    public static String of(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        String end = System.lineSeparator();
        Bounds bounds = outcome.bounds();
        if (bounds != null) {
            text.append(bounds(bounds)).append(end);
        }
        text.append(rows(outcome)).append(end);
        text.append("Both read models are compared while nothing fails. When processes fail, Leat's stays exact;")
                .append(end)
                .append("the consumers commit offsets after their writes, so they may count an event again.")
                .append(end);
        for (Row row : outcome.rows()) {
            row.differences().stream()
                    .limit(SHOWN_DIFFERENCES)
                    .forEach(difference -> text.append("differs, ")
                            .append(row.contestant().label())
                            .append(" with ")
                            .append(row.replicas())
                            .append(": ")
                            .append(difference)
                            .append(end));
        }
        return text.toString();
    }

    private static TextTable bounds(Bounds bounds) {
        return new TextTable()
                .line(List.of("raw bound", "events/s", "mongod µs/event", "client µs/event"))
                .line(bound("one cursor drains the stream", bounds.stream()))
                .line(bound("folded changes in transactions", bounds.write()));
    }

    private static List<String> bound(String name, Pass pass) {
        return List.of(
                name,
                whole(pass.eventsPerSecond()),
                tenths(pass.mongodMicrosPerEvent()),
                tenths(pass.clientMicrosPerEvent()));
    }

    private static TextTable rows(Outcome outcome) {
        TextTable table = new TextTable()
                .line(List.of(
                        "system",
                        "replicas",
                        "mode",
                        "events/s",
                        "mongod µs/event",
                        "broker+connect µs/event",
                        "clients µs/event",
                        "Leat : pair",
                        "exact",
                        "findings",
                        "if processes fail"));
        for (Row row : outcome.rows()) {
            for (Mode mode : Mode.values()) {
                Pass pass = row.pass(mode);
                table.line(List.of(
                        row.contestant().label(),
                        Integer.toString(row.replicas()),
                        mode.label(),
                        whole(pass.eventsPerSecond()),
                        tenths(pass.mongodMicrosPerEvent()),
                        tenths(pass.brokerMicrosPerEvent()),
                        tenths(pass.clientMicrosPerEvent()),
                        outcome.timesAsFast(row.replicas(), mode)
                                .map(times -> String.format(Locale.ROOT, "%.2f", times))
                                .orElse("-"),
                        Boolean.toString(row.isExact()),
                        row.findings().isPresent()
                                ? Long.toString(row.findings().getAsLong())
                                : "-",
                        row.contestant().guarantee()));
            }
        }
        return table;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenths(Optional<Double> value) {
        return value.map(number -> String.format(Locale.ROOT, "%.1f", number)).orElse("-");
    }
}
