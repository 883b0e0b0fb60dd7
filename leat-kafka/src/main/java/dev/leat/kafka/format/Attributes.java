package dev.leat.kafka.format;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.StreamId;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An event's attributes as CloudEvents 1.0 names them, all of them text.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0.2</a>
 */
final class Attributes {

    static final String DATA_CONTENT_TYPE = "datacontenttype";

    /** A string, because the integers of CloudEvents have 32 bits. */
    static final String STREAM_VERSION = "streamversion";

    /** The metadata as JSON text, because an attribute is no object and its name has lower-case letters and digits alone. */
    static final String METADATA = "metadata";

    /** The time of an event before the year 0 or after 9999, for which RFC 3339 has no words. */
    static final String EXTENDED_TIME = "extendedtime";

    private static final String VERSION = "1.0";
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    /** Metadata that are extension attributes of their own: the standard ones of distributed tracing. */
    private static final String[] TRACING = {"traceparent", "tracestate"};

    private Attributes() {}

    /** The attributes of an event in the order in which they are written. */
    static Map<String, String> of(Event event, URI source, String dataContentType) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", VERSION);
        attributes.put("id", text(event.id()));
        attributes.put("source", source.toString());
        attributes.put("type", event.type().name());
        attributes.put("subject", event.stream().value());
        if (!event.time().equals(Instant.EPOCH)) {
            boolean hasFourDigits =
                    !event.time().isBefore(YEAR_0) && event.time().isBefore(YEAR_10000);
            attributes.put(hasFourDigits ? "time" : EXTENDED_TIME, event.time().toString());
        }
        attributes.put(DATA_CONTENT_TYPE, dataContentType);
        if (event.version() != Event.NO_VERSION) {
            attributes.put(STREAM_VERSION, Long.toString(event.version()));
        }
        putMetadata(attributes, event.metadata());
        return attributes;
    }

    private static void putMetadata(Map<String, String> attributes, Map<String, String> metadata) {
        Map<String, String> rest = new TreeMap<>(metadata);
        for (String name : TRACING) {
            String value = rest.remove(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        if (!rest.isEmpty()) {
            attributes.put(METADATA, Metadata.write(rest));
        }
    }

    /** An id as text. Values without a text of their own are written as JSON. */
    static String text(EventId id) {
        String text =
                switch (id.value()) {
                    case BsonDocument document -> document.toJson();
                    case BsonValue value -> new BsonDocument("_id", value).toJson();
                    default -> id.toString();
                };
        return text.isEmpty() ? "\"\"" : text;
    }

    /**
     * The event of attributes and data.
     *
     * @throws UnreadableRecordException when they are none of an event
     */
    static Event toEvent(CloudEvent read, Placed placed) {
        Map<String, String> attributes = read.attributes();
        requireVersion(attributes);
        return new Event(
                placed.position(),
                placed.id(),
                placed.slot(),
                stream(required(attributes, "subject")),
                version(attributes.get(STREAM_VERSION)),
                type(required(attributes, "type")),
                time(attributes),
                read.data(),
                metadata(attributes));
    }

    /**
     * A CloudEvent as a document of Leat's own event store; what it does not say is left out.
     *
     * @throws UnreadableRecordException when it lacks what each CloudEvent has
     */
    static BsonDocument toStored(CloudEvent read) {
        Map<String, String> attributes = read.attributes();
        requireVersion(attributes);
        BsonDocument stored = new BsonDocument("_id", new BsonString(required(attributes, "id")));
        String subject = attributes.get("subject");
        if (subject != null) {
            stored.put("stream", new BsonString(subject));
        }
        long version = version(attributes.get(STREAM_VERSION));
        if (version != Event.NO_VERSION) {
            stored.put("version", new BsonInt64(version));
        }
        stored.put("type", new BsonString(required(attributes, "type")));
        Instant time = time(attributes);
        if (!time.equals(Instant.EPOCH)) {
            stored.put("time", new BsonDateTime(time.toEpochMilli()));
        }
        stored.put("data", read.data());
        Map<String, String> metadata = metadata(attributes);
        if (!metadata.isEmpty()) {
            BsonDocument texts = new BsonDocument();
            new TreeMap<>(metadata).forEach((name, value) -> texts.put(name, new BsonString(value)));
            stored.put("meta", texts);
        }
        return stored;
    }

    private static void requireVersion(Map<String, String> attributes) {
        if (!required(attributes, "specversion").equals(VERSION)) {
            throw new UnreadableRecordException("The CloudEvent is not of version 1.0.");
        }
    }

    private static String required(Map<String, String> attributes, String name) {
        String value = attributes.get(name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableRecordException("The CloudEvent has no attribute " + name + ".");
        }
        return value;
    }

    private static StreamId stream(String subject) {
        try {
            return StreamId.of(subject);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(
                    "Attribute subject is no stream id: it is blank, not whole or longer than " + StreamId.MAX_LENGTH
                            + " characters.");
        }
    }

    private static EventType type(String type) {
        try {
            return EventType.of(type);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException("Attribute type is no name of a type: it is blank or not whole.");
        }
    }

    private static long version(@Nullable String text) {
        if (text == null) {
            return Event.NO_VERSION;
        }
        try {
            long version = Long.parseLong(text);
            if (version >= 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UnreadableRecordException("Attribute " + STREAM_VERSION + " is no integer from 0.");
    }

    private static Instant time(Map<String, String> attributes) {
        String name = attributes.containsKey(EXTENDED_TIME) ? EXTENDED_TIME : "time";
        String text = attributes.get(name);
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableRecordException("Attribute " + name + " is no time with date and offset.");
        }
    }

    private static Map<String, String> metadata(Map<String, String> attributes) {
        String text = attributes.get(METADATA);
        Map<String, String> metadata = text == null ? new LinkedHashMap<>() : Metadata.read(text);
        for (String name : TRACING) {
            String value = attributes.get(name);
            if (value != null) {
                metadata.put(name, value);
            }
        }
        return Map.copyOf(metadata);
    }
}
