package dev.leat.benchmarks.kafka.server;

import java.util.HashMap;
import java.util.Map;
import org.bson.BsonTimestamp;

/** Settings of the MongoDB source connector, each with its reason. */
public final class ConnectorSettings {

    /** Field of the event that tells its stream, as a path in the change event. */
    private static final String STREAM = "fullDocument.stream";

    private ConnectorSettings() {}

    /**
     * All settings.
     *
     * @param from cluster time from which the change stream starts, so that no event is missed while it opens
     * @param overrides settings of the caller, which win
     */
    public static Map<String, String> of(
            String uri, String database, String topic, BsonTimestamp from, Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", "com.mongodb.kafka.connect.MongoSourceConnector");
        settings.put("tasks.max", "1");
        settings.put("connection.uri", uri);
        settings.put("database", database);
        settings.put("collection", "events");
        settings.put("topic.namespace.map", "{\"*\": \"" + topic + "\"}");
        settings.put("startup.mode", "timestamp");
        settings.put(
                "startup.mode.timestamp.start.at.operation.time",
                "{\"$timestamp\": {\"t\": " + from.getTime() + ", \"i\": " + from.getInc() + "}}");
        content(settings);
        speed(settings);
        settings.putAll(overrides);
        return settings;
    }

    private static void content(Map<String, String> settings) {
        // The event alone, as its bytes stand in the change stream: nothing is rendered as JSON and parsed again.
        settings.put("publish.full.document.only", "true");
        settings.put("output.format.value", "bson");
        // The stream is the record's key, so a stream is always in the same partition and in order.
        settings.put("output.format.key", "schema");
        settings.put(
                "output.schema.key",
                "{\"type\": \"record\", \"name\": \"key\", \"fields\": [{\"name\": \"" + STREAM
                        + "\", \"type\": \"string\"}]}");
        settings.put("transforms", "key");
        settings.put("transforms.key.type", "org.apache.kafka.connect.transforms.ExtractField$Key");
        settings.put("transforms.key.field", STREAM);
    }

    private static void speed(Map<String, String> settings) {
        // A poll ends with the cursor's batch, which the server fills up to 16 MB; the default would cut it at 1,000.
        settings.put("poll.max.batch.size", "5000");
        // How long the server waits with an empty answer; events end the wait at once. Also bounds a pause.
        settings.put("poll.await.time.ms", "1000");
        // A poll's records in few requests: the default of 16 KiB a partition would make dozens.
        settings.put("producer.override.batch.size", "262144");
        settings.put("producer.override.linger.ms", "5");
        // Several requests at a time instead of Connect's one; the producer's sequence numbers keep the order.
        settings.put("producer.override.max.in.flight.requests.per.connection", "5");
        settings.put("producer.override.enable.idempotence", "true");
        settings.put("producer.override.compression.type", "lz4");
    }
}
