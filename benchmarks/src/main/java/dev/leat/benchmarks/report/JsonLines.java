package dev.leat.benchmarks.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A file of one JSON object a line. What was not measured is null; numbers have two decimals at most. */
public final class JsonLines {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonLines() {}

    /** Writes a file anew. */
    public static void write(Path file, List<String> lines) {
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    /** One line, without its end. */
    public static String line(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Writes a field that may not have been measured. */
    public static void number(JsonGenerator json, String name, Optional<Double> value) {
        value.ifPresentOrElse(number -> number(json, name, number), () -> json.writeNullProperty(name));
    }

    /** Writes a field. */
    public static void number(JsonGenerator json, String name, double value) {
        json.writeNumberProperty(name, rounded(value));
    }

    /** Writes a field with several numbers. */
    public static void numbers(JsonGenerator json, String name, List<Double> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> json.writeNumber(rounded(value)));
        json.writeEndArray();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
