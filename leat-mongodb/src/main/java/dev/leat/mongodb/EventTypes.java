package dev.leat.mongodb;

import com.mongodb.MongoClientSettings;
import dev.leat.event.EventType;
import dev.leat.failure.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.bson.UuidRepresentation;
import org.bson.codecs.Decoder;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Which Java class stands for which stored event type, and how old shapes become new ones. Events of other types are
 * kept, and given to projections as raw {@link org.bson.BsonDocument}. Immutable and thread-safe.
 */
public final class EventTypes {

    private final Map<EventType, Decoder<?>> decoders = new HashMap<>();
    private final Map<Class<?>, EventType> names;
    private final Map<EventType, Upcaster> upcasters;
    private final CodecRegistry codecs;

    private EventTypes(Builder builder) {
        this.names = Map.copyOf(builder.names);
        this.upcasters = Map.copyOf(builder.upcasters);
        this.codecs = builder.codecs();
        builder.classes.forEach((type, eventClass) -> decoders.put(type, codecs.get(eventClass)));
    }

    /** No registered types: every event is raw. */
    public static EventTypes none() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What reads the data of a type; null when no class is registered for it. */
    @Nullable Decoder<?> decoderOf(EventType type) {
        return decoders.get(type);
    }

    /** The type name under which objects of a class are stored. */
    EventType nameOf(Class<?> eventClass) {
        EventType type = names.get(eventClass);
        if (type == null) {
            throw new ConfigurationException("No event type is registered for " + eventClass.getName()
                    + ". Register it with EventTypes.builder().type(\"" + eventClass.getSimpleName() + "\", "
                    + eventClass.getSimpleName() + ".class), or append with an EventType and a BsonDocument.");
        }
        return type;
    }

    @Nullable Upcaster upcasterOf(EventType type) {
        return upcasters.get(type);
    }

    CodecRegistry codecs() {
        return codecs;
    }

    /** Collects types. Not thread-safe. */
    public static final class Builder {

        private final Map<EventType, Class<?>> classes = new HashMap<>();
        private final Map<Class<?>, EventType> names = new HashMap<>();
        private final Map<EventType, Upcaster> upcasters = new HashMap<>();
        private @Nullable CodecRegistry registry;

        private Builder() {}

        /**
         * Registers a class for a type name.
         *
         * @param eventClass a record, or any class that the codec registry knows
         */
        public Builder type(String name, Class<?> eventClass) {
            EventType type = EventType.of(name);
            Class<?> otherClass = classes.putIfAbsent(type, eventClass);
            EventType otherName = names.putIfAbsent(eventClass, type);
            if (otherClass != null || otherName != null) {
                throw new ConfigurationException("Event type " + name + " and class " + eventClass.getName()
                        + " are registered already: with " + (otherClass != null ? otherClass.getName() : otherName)
                        + ". Register each once.");
            }
            return this;
        }

        /** Registers how events stored under a type name are brought to a later shape; applied until none is left. */
        public Builder upcast(String storedType, Upcaster upcaster) {
            if (upcasters.putIfAbsent(EventType.of(storedType), upcaster) != null) {
                throw new ConfigurationException("Two upcasters for event type " + storedType + ". Merge them.");
            }
            return this;
        }

        /** Sets the codecs for events and read models. Default: the driver's, which know records. */
        public Builder codecs(CodecRegistry newRegistry) {
            registry = newRegistry;
            return this;
        }

        public EventTypes build() {
            CodecRegistry codecs = codecs();
            classes.forEach((type, eventClass) -> DocumentTypes.check("event type " + type, eventClass, codecs));
            return new EventTypes(this);
        }

        private CodecRegistry codecs() {
            CodecRegistry base = registry != null
                    ? CodecRegistries.fromRegistries(registry, MongoClientSettings.getDefaultCodecRegistry())
                    : MongoClientSettings.getDefaultCodecRegistry();
            return CodecRegistries.withUuidRepresentation(base, UuidRepresentation.STANDARD);
        }
    }
}
