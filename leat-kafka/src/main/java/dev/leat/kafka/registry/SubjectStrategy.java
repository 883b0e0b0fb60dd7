package dev.leat.kafka.registry;

/** Under which subject of the registry a schema is kept: the strategies of Confluent's serializers. */
public enum SubjectStrategy {

    /** {@code <topic>-value}, the default everywhere: one schema for each topic. */
    TOPIC_NAME,

    /** The full name of the record: one schema for all topics. */
    RECORD_NAME,

    /** {@code <topic>-<full name of the record>}. */
    TOPIC_RECORD_NAME;

    /** The subject of a topic's values. */
    String subject(String topic, String recordName) {
        return switch (this) {
            case TOPIC_NAME -> topic + "-value";
            case RECORD_NAME -> recordName;
            case TOPIC_RECORD_NAME -> topic + "-" + recordName;
        };
    }
}
