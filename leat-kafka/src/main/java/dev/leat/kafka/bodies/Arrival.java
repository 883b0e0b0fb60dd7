package dev.leat.kafka.bodies;

import org.bson.RawBsonDocument;

/**
 * A document that a topic brought.
 *
 * @param key what its event's id is told by
 */
record Arrival(Object key, RawBsonDocument document) {}
