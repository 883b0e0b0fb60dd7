package dev.leat.mongodb;

import com.mongodb.MongoNamespace;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StoredText;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.bson.BSONException;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.Decoder;
import org.bson.codecs.DecoderContext;
import org.jspecify.annotations.Nullable;

/** Reads event documents through a mapping. Thread-safe. */
final class EventReading {

    private static final DecoderContext CONTEXT = DecoderContext.builder().build();
    private static final int MAX_UPCASTS = 100;

    private final MongoNamespace collection;
    private final EventMapping mapping;
    private final EventTypes types;
    private final boolean decodes;

    EventReading(MongoNamespace collection, EventMapping mapping, EventTypes types) {
        this(collection, mapping, types, true);
    }

    private EventReading(MongoNamespace collection, EventMapping mapping, EventTypes types, boolean decodes) {
        this.collection = collection;
        this.mapping = mapping;
        this.types = types;
        this.decodes = decodes;
    }

    /** One that leaves the data as it is stored. */
    EventReading asStored() {
        return new EventReading(collection, mapping, types, false);
    }

    /** A document from the server in the form in which it is read fastest. What does not open stays as it is. */
    BsonDocument open(RawBsonDocument document) {
        try {
            return mapping.data() == null ? document : OpenedDocument.of(document);
        } catch (BSONException e) {
            return document;
        }
    }

    /**
     * Reads a document, or tells why it cannot be read.
     *
     * @throws dev.leat.failure.NewerFormatException when a newer Leat's event store wrote it
     */
    FeedItem read(BsonDocument document, Position position, EventId id, int slot) {
        FeedItem stored = stored(document, position, id, slot);
        return decodes && stored instanceof Event event ? typed(event) : stored;
    }

    private FeedItem stored(BsonDocument document, Position position, EventId id, int slot) {
        if (mapping.isLeats()) {
            Formats.known(collection, document);
        }
        try {
            return event(document, position, id, slot);
        } catch (Unmapped e) {
            return new UnreadableEvent(position, id, slot, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return undecodable(position, id, slot, e);
        }
    }

    /** Upcasts and decodes the data of an event as it is stored. */
    FeedItem typed(Event event) {
        try {
            Upcaster.Shape shape = upcast(event.type(), (BsonDocument) event.data());
            return new Event(
                    event.position(),
                    event.id(),
                    event.slot(),
                    event.stream(),
                    event.version(),
                    shape.type(),
                    event.time(),
                    decode(shape),
                    event.metadata());
        } catch (Unmapped e) {
            return new UnreadableEvent(event.position(), event.id(), event.slot(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            // Codecs and upcasters may throw anything, and one event must not stop those behind it.
            return undecodable(event.position(), event.id(), event.slot(), e);
        }
    }

    private static UnreadableEvent undecodable(Position position, EventId id, int slot, Throwable e) {
        return new UnreadableEvent(
                position,
                id,
                slot,
                "The data does not decode: " + e.getClass().getSimpleName() + ": " + Calls.words(e));
    }

    private Event event(BsonDocument document, Position position, EventId id, int slot) {
        StreamId stream = StreamId.of(
                required(document, mapping.stream(), BsonType.STRING).asString().getValue());
        EventType type = EventType.of(
                required(document, mapping.type(), BsonType.STRING).asString().getValue());
        BsonDocument raw = mapping.data() == null
                ? document
                : required(document, mapping.data(), BsonType.DOCUMENT).asDocument();
        return new Event(position, id, slot, stream, version(document), type, time(document), raw, metadata(document));
    }

    private Upcaster.Shape upcast(EventType type, BsonDocument raw) {
        Upcaster.Shape shape = new Upcaster.Shape(type, raw);
        Upcaster upcaster = types.upcasterOf(type);
        for (int i = 0; upcaster != null; i++) {
            if (i == MAX_UPCASTS) {
                throw new Unmapped("The upcasters of event type " + type + " go round in circles");
            }
            BsonDocument copy = new BsonDocument();
            copy.putAll(shape.data());
            EventType before = shape.type();
            shape = upcaster.upcast(copy);
            upcaster = shape.type().equals(before) ? null : types.upcasterOf(shape.type());
        }
        return shape;
    }

    private Object decode(Upcaster.Shape shape) {
        Decoder<?> decoder = types.decoderOf(shape.type());
        if (decoder == null) {
            return shape.data();
        }
        BsonReader reader = shape.data() instanceof RawBsonDocument raw
                ? new org.bson.BsonBinaryReader(raw.getByteBuffer().asNIO())
                : new BsonDocumentReader(shape.data());
        return decoder.decode(reader, CONTEXT);
    }

    private long version(BsonDocument document) {
        if (mapping.version() == null) {
            return Event.NO_VERSION;
        }
        BsonValue value = at(document, mapping.version());
        if (value == null || !value.isNumber()) {
            throw wrongType(mapping.version(), "an integer", value);
        }
        OptionalLong version = whole(value);
        if (version.isEmpty() || version.getAsLong() < 0) {
            throw new Unmapped("Field " + mapping.version() + " must be an integer from 0 and is "
                    + StoredText.shown(value.toString()));
        }
        return version.getAsLong();
    }

    /** A number as an integer of 64 bits; empty when it is none, whatever its type. */
    static OptionalLong whole(BsonValue value) {
        try {
            return switch (value) {
                case BsonInt32 number -> OptionalLong.of(number.getValue());
                case BsonInt64 number -> OptionalLong.of(number.getValue());
                case BsonDouble number -> OptionalLong.of(new BigDecimal(number.getValue()).longValueExact());
                case BsonDecimal128 number ->
                    OptionalLong.of(number.getValue().bigDecimalValue().longValueExact());
                default -> OptionalLong.empty();
            };
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private Instant time(BsonDocument document) {
        return mapping.time() == null
                ? Instant.EPOCH
                : Instant.ofEpochMilli(required(document, mapping.time(), BsonType.DATE_TIME)
                        .asDateTime()
                        .getValue());
    }

    private Map<String, String> metadata(BsonDocument document) {
        BsonValue value = mapping.metadata() == null ? null : at(document, mapping.metadata());
        if (value == null || !value.isDocument()) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        value.asDocument().forEach((name, text) -> {
            if (text.isString()) {
                metadata.put(name, text.asString().getValue());
            }
        });
        return Map.copyOf(metadata);
    }

    private static BsonValue required(BsonDocument document, String path, BsonType type) {
        BsonValue value = at(document, path);
        if (value == null || value.getBsonType() != type) {
            throw wrongType(path, "a " + type.name().toLowerCase(java.util.Locale.ROOT), value);
        }
        return value;
    }

    /** The value at a dotted path, null when there is none. */
    static @Nullable BsonValue at(BsonDocument document, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return document.get(path);
        }
        BsonValue inner = document.get(path.substring(0, dot));
        return inner != null && inner.isDocument() ? at(inner.asDocument(), path.substring(dot + 1)) : null;
    }

    private static Unmapped wrongType(String path, String wanted, @Nullable BsonValue found) {
        return new Unmapped("Field " + path + " must be " + wanted + " and is "
                + (found == null ? "missing" : "a " + found.getBsonType().name().toLowerCase(java.util.Locale.ROOT)));
    }

    /** An event document without what the mapping promises. */
    private static final class Unmapped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unmapped(String message) {
            super(message, null, false, false);
        }
    }
}
