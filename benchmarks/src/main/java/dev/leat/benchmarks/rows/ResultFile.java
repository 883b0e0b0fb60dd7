package dev.leat.benchmarks.rows;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads files of one JSON object a line. Fields that are arrays or objects are passed over: figures are numbers, and a
 * later version of a command may tell more about them.
 */
public final class ResultFile {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ResultFile() {}

    /**
     * The rows of a file, in order; at least one.
     *
     * @throws UnreadableFileException when the file is missing, empty or not what a command wrote; it names the line
     */
    public static List<ResultRow> read(Path file) {
        List<String> lines = lines(file);
        List<ResultRow> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(file, i + 1, lines.get(i)));
            }
        }
        if (rows.isEmpty()) {
            throw new UnreadableFileException(file, "no rows; a benchmark writes them with --json");
        }
        return rows;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableFileException(file, "no such file");
        } catch (MalformedInputException e) {
            throw new UnreadableFileException(file, "not UTF-8");
        } catch (IOException e) {
            throw new UnreadableFileException(file, "cannot be read: " + e);
        }
    }

    private static ResultRow row(Path file, int line, String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableFileException(file, line, "not a JSON object");
            }
            Map<String, Object> values = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(name, parser.getDoubleValue());
                    case VALUE_TRUE -> values.put(name, true);
                    case VALUE_FALSE -> values.put(name, false);
                    case VALUE_STRING -> values.put(name, parser.getString());
                    case VALUE_NULL -> {}
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new UnreadableFileException(file, line, "more text behind the JSON object");
            }
            return new ResultRow(file, line, values);
        } catch (JacksonException e) {
            throw new UnreadableFileException(
                    file,
                    line,
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }
}
