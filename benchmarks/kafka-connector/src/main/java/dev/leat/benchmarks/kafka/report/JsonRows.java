package dev.leat.benchmarks.kafka.report;

import static dev.leat.benchmarks.report.JsonLines.number;

import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput.Burst;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes one JSON object a line for each contestant, number of replicas and mode. What was not measured is null; what
 * there is not, as a broker of Leat, is 0.
 */
public final class JsonRows {

    private JsonRows() {}

    /** Writes a file anew. */
    public static void write(Path file, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (Row row : outcome.rows()) {
            for (Mode mode : Mode.values()) {
                lines.add(line(outcome, row, mode));
            }
        }
        JsonLines.write(file, lines);
    }

    /** One line, without its end. */
    static String line(Outcome outcome, Row row, Mode mode) {
        return JsonLines.line(json -> {
            Settings settings = outcome.settings();
            Pass pass = row.pass(mode);
            json.writeStringProperty("system", row.contestant().label());
            json.writeNumberProperty("replicas", row.replicas());
            json.writeStringProperty("mode", mode.label());
            json.writeNumberProperty("events", settings.events());
            json.writeNumberProperty("streams", settings.streams());
            number(json, "eventsPerSecond", pass.eventsPerSecond());
            JsonLines.numbers(json, "eventsPerSecondOfEachPass", rates(row, mode));
            number(
                    json,
                    "writtenEventsPerSecond",
                    mode == Mode.BURST ? Optional.of(row.burst().writtenPerSecond()) : Optional.empty());
            number(json, "mongodMicrosPerEvent", pass.mongodMicrosPerEvent());
            number(json, "mongodSupportMicrosPerEvent", pass.supportMicrosPerEvent());
            number(json, "brokerMicrosPerEvent", pass.brokerMicrosPerEvent());
            number(json, "clientMicrosPerEvent", pass.clientMicrosPerEvent());
            number(json, "leatTimesAsFast", outcome.timesAsFast(row.replicas(), mode));
            number(
                    json,
                    "boundEventsPerSecond",
                    Optional.ofNullable(outcome.bounds()).map(Bounds::eventsPerSecond));
            json.writeStringProperty("guarantee", row.contestant().guarantee());
            if (row.findings().isPresent()) {
                json.writeNumberProperty("findings", row.findings().getAsLong());
            } else {
                json.writeNullProperty("findings");
            }
            json.writeBooleanProperty("exact", row.isExact());
        });
    }

    private static List<Double> rates(Row row, Mode mode) {
        Stream<Pass> passes =
                switch (mode) {
                    case BACKLOG -> row.backlogs().stream();
                    case BURST -> row.bursts().stream().map(Burst::pass);
                };
        return passes.map(Pass::eventsPerSecond).toList();
    }
}
