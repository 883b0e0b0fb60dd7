package dev.leat.mongodb;

import dev.leat.event.StoredText;
import dev.leat.failure.ConfigurationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an event document keeps what Leat must know. Paths may be nested, with dots. Immutable.
 *
 * @param stream path of the stream id, a string
 * @param version path of the version, an integer; null when the collection keeps none
 * @param type path of the type name, a string
 * @param time path of the time, a date; null when the collection keeps none
 * @param data path of the data, a document; null when the whole document is the data
 * @param metadata path of a document of strings; null when there is none
 */
public record EventMapping(
        String stream,
        @Nullable String version,
        String type,
        @Nullable String time,
        @Nullable String data,
        @Nullable String metadata) {

    private static final Pattern PATH = Pattern.compile("[^.$\\x00][^.\\x00]*(\\.[^.$\\x00][^.\\x00]*)*");

    public EventMapping {
        requirePath("stream", stream);
        requirePath("version", version);
        requirePath("type", type);
        requirePath("time", time);
        requirePath("data", data);
        requirePath("metadata", metadata);
    }

    private static void requirePath(String use, @Nullable String path) {
        if (path != null && !(PATH.matcher(path).matches() && StoredText.isWhole(path))) {
            throw new ConfigurationException("Path of the " + use + " is no path of a field: " + StoredText.shown(path)
                    + ". Write the names of fields with dots between, none of them empty or beginning with $.");
        }
    }

    /** The shape in which Leat's own event store writes. */
    public static final EventMapping LEAT = new EventMapping("stream", "version", "type", "time", "data", "meta");

    /** Whether documents have the shape and the format version that Leat's event store gives them. */
    boolean isLeats() {
        return equals(LEAT);
    }

    /** A collection written by others: only stream and type are required, the whole document is the data. */
    public static EventMapping of(String stream, String type) {
        return new EventMapping(stream, null, type, null, null, null);
    }

    public EventMapping withVersion(String path) {
        return new EventMapping(stream, path, type, time, data, metadata);
    }

    public EventMapping withTime(String path) {
        return new EventMapping(stream, version, type, path, data, metadata);
    }

    public EventMapping withData(String path) {
        return new EventMapping(stream, version, type, time, path, metadata);
    }
}
