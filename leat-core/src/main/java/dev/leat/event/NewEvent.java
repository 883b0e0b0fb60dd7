package dev.leat.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event to be appended. Immutable as long as {@code data} is.
 *
 * @param id makes the append idempotent when given; the store makes one otherwise
 * @param type the stored type name; null means the name registered for the class of {@code data}
 * @param time when it happened; null means the time of the append
 * @param data an object of a registered type, or a raw document of the store
 * @param metadata text that travels with the event
 */
public record NewEvent(
        @Nullable EventId id,
        @Nullable EventType type,
        @Nullable Instant time,
        Object data,
        Map<String, String> metadata) {

    public NewEvent {
        metadata = Map.copyOf(metadata);
    }

    /** An event of a registered type, at the time of the append, with an id made by the store. */
    public static NewEvent of(Object data) {
        return new NewEvent(null, null, null, data, Map.of());
    }

    /** An event under a given type name, with an id made by the store. */
    public static NewEvent of(EventType type, Object data) {
        return new NewEvent(null, type, null, data, Map.of());
    }

    public NewEvent withId(EventId newId) {
        return new NewEvent(newId, type, time, data, metadata);
    }

    public NewEvent at(Instant newTime) {
        return new NewEvent(id, type, newTime, data, metadata);
    }

    public NewEvent withMetadata(Map<String, String> newMetadata) {
        return new NewEvent(id, type, time, data, newMetadata);
    }
}
