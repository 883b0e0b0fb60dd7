package dev.leat.benchmarks.kafka.report;

import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput.Burst;
import dev.leat.benchmarks.report.Bounds;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one JSON object a line for each contestant, number of replicas and mode. What was not measured is null; what
 * there is not, as a broker of Leat, is 0.
 */
public final class JsonRows {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonRows() {}

    /** Writes a file anew. */
    public static void write(Path file, Outcome outcome) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (Row row : outcome.rows()) {
                for (Mode mode : Mode.values()) {
                    writer.write(line(outcome, row, mode));
                    writer.write('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    /** One line, without its end. */
    static String line(Outcome outcome, Row row, Mode mode) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            Settings settings = outcome.settings();
            json.writeStringProperty("system", row.contestant().label());
            json.writeNumberProperty("replicas", row.replicas());
            json.writeStringProperty("mode", mode.label());
            json.writeNumberProperty("events", settings.events());
            json.writeNumberProperty("streams", settings.streams());
            Pass pass = row.pass(mode);
            number(json, "eventsPerSecond", Optional.of(pass.eventsPerSecond()));
            rates(json, row, mode);
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
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void rates(JsonGenerator json, Row row, Mode mode) {
        List<Pass> passes =
                switch (mode) {
                    case BACKLOG -> row.backlogs();
                    case BURST -> row.bursts().stream().map(Burst::pass).toList();
                };
        json.writeArrayPropertyStart("eventsPerSecondOfEachPass");
        passes.forEach(pass -> json.writeNumber(rounded(pass.eventsPerSecond())));
        json.writeEndArray();
        number(
                json,
                "writtenEventsPerSecond",
                mode == Mode.BURST ? Optional.of(row.burst().writtenPerSecond()) : Optional.empty());
    }

    private static void number(JsonGenerator json, String name, Optional<Double> value) {
        if (value.isPresent()) {
            json.writeNumberProperty(name, rounded(value.get()));
        } else {
            json.writeNullProperty(name);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
