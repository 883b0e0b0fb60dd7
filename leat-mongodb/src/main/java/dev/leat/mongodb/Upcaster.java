package dev.leat.mongodb;

import dev.leat.event.EventType;
import org.bson.BsonDocument;

/** Turns an event as it was once stored into the shape of today. Pure. */
@FunctionalInterface
public interface Upcaster {

    /**
     * The event in a later shape.
     *
     * @param data a copy, which may be changed and returned
     */
    Shape upcast(BsonDocument data);

    /** A type name and the data that goes with it. */
    record Shape(EventType type, BsonDocument data) {}
}
