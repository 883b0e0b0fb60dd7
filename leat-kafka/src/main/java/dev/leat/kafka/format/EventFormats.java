package dev.leat.kafka.format;

import dev.leat.event.EventId;
import dev.leat.failure.ConfigurationException;
import org.bson.BsonDocument;

/** The formats by the names under which they are configured. */
public final class EventFormats {

    /** CloudEvents in structured mode, as JSON: the default. */
    public static final String CLOUDEVENTS_JSON = "cloudevents-json";

    /** CloudEvents in binary mode: the attributes are headers, the value is the data alone. */
    public static final String CLOUDEVENTS_BINARY = "cloudevents-binary";

    /** CloudEvents in structured mode, as Avro. Needs the optional dependency {@code org.apache.avro:avro}. */
    public static final String CLOUDEVENTS_AVRO = "cloudevents-avro";

    private EventFormats() {}

    /**
     * The format of a name. Whichever it is, it reads what each other format of CloudEvents wrote, by the header
     * {@code content-type}: so the format of a topic can be changed while it is in use.
     *
     * @throws ConfigurationException for another name, or when a library that the format needs is missing
     */
    public static EventFormat of(String name, FormatOptions options) {
        return switch (name) {
            case CLOUDEVENTS_JSON -> new CloudEventsJson(options);
            case CLOUDEVENTS_BINARY -> new CloudEventsBinary(options);
            case CLOUDEVENTS_AVRO -> Avro.format(options);
            default ->
                throw new ConfigurationException("No format of records has the name " + name + ". Use "
                        + CLOUDEVENTS_JSON + ", " + CLOUDEVENTS_BINARY + " or " + CLOUDEVENTS_AVRO + ".");
        };
    }

    /**
     * The CloudEvent that anybody wrote into a record, as a document of the shape that Leat's own event store writes:
     * {@code _id} (text), {@code stream}, {@code version}, {@code type}, {@code time}, {@code data} and {@code meta}. What
     * the event does not say is left out.
     *
     * @throws UnreadableRecordException when the record is no CloudEvent with a document as its data
     */
    public static StoredDocument storedDocument(Encoded record) {
        CloudEvent read = CloudEvents.read(record);
        return new StoredDocument(Attributes.toStored(read), read.bson());
    }

    /** An event's id as the text that the attribute {@code id} is. */
    public static String textOf(EventId id) {
        return Attributes.text(id);
    }

    /**
     * A CloudEvent as a document.
     *
     * @param bsonData whether its data came as BSON, or else as JSON
     */
    public record StoredDocument(BsonDocument document, boolean bsonData) {}
}
