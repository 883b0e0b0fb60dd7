package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Rows as a table for people, a column for each, and as lines of JSON. */
public final class ScaleOutput {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SHOWN_DIFFERENCES = 10;
    private static final double THOUSANDTHS = 1e3;

    private ScaleOutput() {}

    /** Writes a file anew, one object a line. */
    public static void write(Path file, List<ScaleRow> rows) {
        try {
            Files.writeString(file, rows.stream().map(row -> json(row) + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    /** One line, without its end. */
    static String json(ScaleRow row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("kind", row.kind());
            row.figures().forEach((name, value) -> write(json, name, value));
            json.writeBooleanProperty("exact", row.isExact());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNullProperty(name);
            case Long count -> json.writeNumberProperty(name, count);
            case Number number ->
                json.writeNumberProperty(name, Math.round(number.doubleValue() * THOUSANDTHS) / THOUSANDTHS);
            default -> json.writeStringProperty(name, value.toString());
        }
    }

    /** A table for each kind of row, and what differs. */
    public static String text(List<ScaleRow> rows) {
        Map<String, List<ScaleRow>> byKind =
                rows.stream().collect(Collectors.groupingBy(ScaleRow::kind, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        byKind.forEach((kind, each) -> {
            text.append(table(kind, each)).append(System.lineSeparator());
            each.stream()
                    .flatMap(row -> row.differences().stream())
                    .limit(SHOWN_DIFFERENCES)
                    .forEach(difference ->
                            text.append("differs: ").append(difference).append(System.lineSeparator()));
        });
        return text.toString();
    }

    private static TextTable table(String kind, List<ScaleRow> rows) {
        TextTable table = new TextTable();
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.figures().keySet()));
        List<String> head = new ArrayList<>(List.of(kind));
        rows.forEach(row -> head.add(""));
        table.line(head);
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of(name));
            rows.forEach(row -> cells.add(cell(row.figures().get(name))));
            table.line(cells);
        }
        List<String> exact = new ArrayList<>(List.of("exact, checker clean"));
        rows.forEach(row -> exact.add(row.isExact() ? "yes" : "NO"));
        return table.line(exact);
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Long count -> String.format(Locale.ROOT, "%,d", count);
            case Number number ->
                String.format(Locale.ROOT, number.doubleValue() < 1_000 ? "%.2f" : "%,.0f", number.doubleValue());
            default -> value.toString();
        };
    }
}
