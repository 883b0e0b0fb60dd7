package dev.leat.kafka.foreign;

import dev.leat.failure.ConfigurationException;

/** The formats of others by the names under which they are configured. */
public final class ForeignFormats {

    /** The MongoDB Kafka source connector, with whole change events or with the documents alone, as JSON or BSON. */
    public static final String MONGODB_CONNECTOR = "mongodb-connector";

    /** Debezium's MongoDB connector as JSON, with or without schemas, flattened or not. */
    public static final String DEBEZIUM = "debezium";

    /** CloudEvents of anybody, in structured mode as JSON or in binary mode. */
    public static final String CLOUDEVENTS = "cloudevents";

    private ForeignFormats() {}

    /**
     * The format of a name.
     *
     * @throws ConfigurationException for another name
     */
    public static ForeignFormat of(String name) {
        return switch (name) {
            case MONGODB_CONNECTOR -> new MongoConnectorRecords();
            case DEBEZIUM -> new DebeziumRecords();
            case CLOUDEVENTS -> new CloudEventRecords();
            default ->
                throw new ConfigurationException("No format of foreign records has the name " + name + ". Use "
                        + MONGODB_CONNECTOR + ", " + DEBEZIUM + " or " + CLOUDEVENTS + ".");
        };
    }
}
