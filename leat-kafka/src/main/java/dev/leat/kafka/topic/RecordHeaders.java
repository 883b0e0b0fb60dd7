package dev.leat.kafka.topic;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.mongodb.StoredEvents;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a record say about its event, whatever the format of the record. Immutable.
 *
 * @param position in the ledger
 * @param previous position of the last event before it that is in the same topic partition, or a later one between which
 *     and {@code position} there is none: who has all up to {@code previous} has all up to {@code position} with this record
 * @param slot of the stream, 0 to 1023
 * @param content what the record holds
 */
public record RecordHeaders(Position position, Position previous, EventId id, int slot, Content content) {

    /** Name of the header of the position, a decimal number as text. */
    public static final String POSITION = "leat-position";

    static final String PREVIOUS = "leat-previous";
    static final String ID = "leat-id";
    static final String SLOT = "leat-slot";
    static final String STREAM = "leat-stream";
    static final String VERSION = "leat-version";
    static final String CONTENT = "leat-content";

    /** What a record holds. */
    public enum Content {
        /** The event. */
        EVENT,
        /** Word of an event that is too large for the topic. */
        POINTER,
        /** Word of an event that cannot be read. */
        UNREADABLE
    }

    /** Adds the headers. Stream and version are for other readers; null and 0 leave them out. */
    public void writeTo(Headers headers, @Nullable String stream, long version) {
        add(headers, POSITION, position.toString());
        add(headers, PREVIOUS, previous.toString());
        add(headers, ID, StoredEvents.textOf(id));
        add(headers, SLOT, Integer.toString(slot));
        if (content != Content.EVENT) {
            add(headers, CONTENT, content.name().toLowerCase(Locale.ROOT));
        }
        if (stream != null) {
            add(headers, STREAM, stream);
        }
        if (version != 0) {
            add(headers, VERSION, Long.toString(version));
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The headers of a record; empty when it is none of Leat's. */
    public static Optional<RecordHeaders> of(Headers headers) {
        try {
            Optional<EventId> id = text(headers, ID).flatMap(StoredEvents::idOf);
            Optional<String> position = text(headers, POSITION);
            Optional<String> previous = text(headers, PREVIOUS);
            Optional<String> slot = text(headers, SLOT);
            if (id.isEmpty() || position.isEmpty() || previous.isEmpty() || slot.isEmpty()) {
                return Optional.empty();
            }
            String content = text(headers, CONTENT).orElse(Content.EVENT.name());
            return Optional.of(new RecordHeaders(
                    Position.of(Long.parseLong(position.get())),
                    Position.of(Long.parseLong(previous.get())),
                    id.get(),
                    Integer.parseInt(slot.get()),
                    Content.valueOf(content.toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
