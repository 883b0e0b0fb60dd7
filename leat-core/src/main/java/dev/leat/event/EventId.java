package dev.leat.event;

/**
 * The identity of one event in its source: the value of the document's {@code _id}. Immutable as long as the value is.
 *
 * @param value any value with {@code equals} and {@code hashCode} that the store accepts as an id; for the MongoDB
 *     event store a String (without lone surrogates), a {@link java.util.UUID}, an ObjectId or any other BSON value
 */
public record EventId(Object value) {

    public EventId {
        if (value instanceof String text) {
            StoredText.requireWhole("Event id", text);
        }
    }

    public static EventId of(Object value) {
        return new EventId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
