package dev.leat.cli.output;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON for programs to read: one value on one line. Durations are numbers of seconds, times text in UTC. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Seconds with decimals; null for null. */
    public static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1_000.0;
    }

    /** As text; null for null. */
    public static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** A value that is JSON already. */
    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** The value and the end of its line. */
    public static String line(Object node) {
        return MAPPER.writeValueAsString(node) + System.lineSeparator();
    }
}
