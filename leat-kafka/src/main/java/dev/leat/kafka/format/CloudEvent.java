package dev.leat.kafka.format;

import java.util.Map;
import org.bson.BsonDocument;

/**
 * What a record in any mode says.
 *
 * @param attributes all of them as text
 * @param bson whether the data came as BSON, or else as JSON
 */
record CloudEvent(Map<String, String> attributes, BsonDocument data, boolean bson) {}
