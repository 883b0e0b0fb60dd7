package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.UnreadableFileException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The file of ratios that results are compared with: an object with {@code version} 1 and an array {@code ratios} of
 * objects with {@code name}, {@code value}, {@code better} ({@code higher} or {@code lower}), {@code tolerance} and
 * {@code command}. One ratio a line, so that a difference of two versions reads well.
 */
final class Baseline {

    static final int VERSION = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final SequencedMap<String, Ratio> ratios = new LinkedHashMap<>();

    private Baseline(Path file) {
        this.file = file;
    }

    /**
     * The ratios by name, in the order of the file.
     *
     * @throws UnreadableFileException when the file is missing, damaged or of a newer version
     */
    static SequencedMap<String, Ratio> read(Path file) {
        if (!Files.exists(file)) {
            throw new UnreadableFileException(file, "no such baseline; --write makes one");
        }
        Baseline baseline = new Baseline(file);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), Files.readString(file))) {
            baseline.whole(parser);
        } catch (IOException e) {
            throw new UnreadableFileException(file, "cannot be read: " + e);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnreadableFileException(
                    file, line, e.getOriginalMessage().lines().findFirst().orElse("not JSON"));
        }
        return baseline.ratios;
    }

    private void whole(JsonParser parser) {
        int version = 0;
        require(parser.nextToken() == JsonToken.START_OBJECT, parser, "not a JSON object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "version" -> {
                    require(token == JsonToken.VALUE_NUMBER_INT, parser, "version must be a whole number");
                    version = parser.getIntValue();
                    require(
                            version == VERSION,
                            parser,
                            "version " + version + " of the format; this build knows " + VERSION);
                }
                case "ratios" -> {
                    require(version == VERSION, parser, "no version in front of the ratios");
                    require(token == JsonToken.START_ARRAY, parser, "ratios must be an array");
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        ratio(parser);
                    }
                }
                default -> throw damaged(parser, "unknown field " + name);
            }
        }
        require(version == VERSION, parser, "no version");
        require(!ratios.isEmpty(), parser, "no ratios");
        require(parser.nextToken() == null, parser, "more text behind the JSON object");
    }

    private void ratio(JsonParser parser) {
        require(parser.currentToken() == JsonToken.START_OBJECT, parser, "a ratio must be an object");
        RatioFields fields = new RatioFields();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            require(token.isScalarValue(), parser, name + " must be a number or a text");
            if (!fields.take(name, token.isNumeric(), parser.getString())) {
                throw damaged(parser, "unknown or wrong field of a ratio: " + name + " " + parser.getString());
            }
        }
        Ratio ratio;
        try {
            ratio = fields.ratio();
        } catch (IllegalArgumentException e) {
            throw damaged(parser, String.valueOf(e.getMessage()));
        }
        require(ratios.put(ratio.name(), ratio) == null, parser, "a second ratio \"" + ratio.name() + "\"");
    }

    private void require(boolean holds, JsonParser parser, String what) {
        if (!holds) {
            throw damaged(parser, what);
        }
    }

    private UnreadableFileException damaged(JsonParser parser, String what) {
        return new UnreadableFileException(file, parser.currentLocation().getLineNr(), what);
    }

    /** Writes a file anew, the ratios of a command together. */
    static void write(Path file, Collection<Ratio> all) {
        List<Ratio> ratios = all.stream()
                .collect(Collectors.groupingBy(Ratio::command, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
        StringBuilder text = new StringBuilder("{\n  \"version\": " + VERSION + ",\n  \"ratios\": [\n");
        int left = ratios.size();
        for (Ratio ratio : ratios) {
            left--;
            text.append("    ").append(line(ratio)).append(left > 0 ? ",\n" : "\n");
        }
        text.append("  ]\n}\n");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    private static String line(Ratio ratio) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("name", ratio.name());
            json.writeName("value");
            json.writeRawValue(String.format(Locale.ROOT, "%.4f", ratio.value()));
            json.writeStringProperty("better", ratio.better().word());
            json.writeNumberProperty("tolerance", ratio.tolerance());
            json.writeStringProperty("command", ratio.command());
            json.writeEndObject();
        }
        return text.toString();
    }
}
