package dev.leat.benchmarks.kafka.report;

import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.Columns;
import dev.leat.benchmarks.report.ResultText;
import dev.leat.benchmarks.report.TextTable;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The outcome for people: the bounds, and a line for each contestant, number of replicas and mode. */
public final class OutcomeText {

    private OutcomeText() {}

    /** The whole text. */
    public static String of(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        String end = System.lineSeparator();
        Bounds bounds = outcome.bounds();
        if (bounds != null) {
            text.append(ResultText.bounds(bounds)).append(end);
        }
        text.append(rows(outcome)).append(end);
        text.append("Both read models are compared while nothing fails. When processes fail, Leat's stays exact;")
                .append(end)
                .append("the consumers commit offsets after their writes, so they may count an event again.")
                .append(end);
        for (Row row : outcome.rows()) {
            text.append(ResultText.differences(
                    "differs, " + row.contestant().label() + " with " + row.replicas(), row.differences()));
        }
        return text.toString();
    }

    private static TextTable rows(Outcome outcome) {
        return new Columns<Line>()
                .text("system", line -> line.row().contestant().label())
                .text("replicas", line -> Integer.toString(line.row().replicas()))
                .text("mode", line -> line.mode().label())
                .whole("events/s", line -> line.pass().eventsPerSecond())
                .tenths("mongod µs/event", line -> line.pass().mongodMicrosPerEvent())
                .tenths("broker+connect µs/event", line -> line.pass().brokerMicrosPerEvent())
                .tenths("clients µs/event", line -> line.pass().clientMicrosPerEvent())
                .hundredths(
                        "Leat : pair", line -> outcome.timesAsFast(line.row().replicas(), line.mode()))
                .text("exact", line -> Boolean.toString(line.row().isExact()))
                .text("findings", line -> findings(line.row().findings()))
                .text("if processes fail", line -> line.row().contestant().guarantee())
                .table(outcome.rows().stream().flatMap(Line::ofBothModes).toList());
    }

    /** What a line shows. */
    private record Line(Row row, Mode mode) {

        static Stream<Line> ofBothModes(Row row) {
            return Arrays.stream(Mode.values()).map(mode -> new Line(row, mode));
        }

        Pass pass() {
            return row.pass(mode);
        }
    }

    private static String findings(OptionalLong findings) {
        return findings.isPresent() ? Long.toString(findings.getAsLong()) : "-";
    }
}
