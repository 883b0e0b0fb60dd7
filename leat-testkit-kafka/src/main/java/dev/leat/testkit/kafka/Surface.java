package dev.leat.testkit.kafka;

/** What the clients of a {@link KafkaCluster} meet. */
public enum Surface {
    /** All that Kafka can do, without access control. */
    KAFKA,

    /**
     * What Azure Event Hubs offers to Kafka's clients: TLS with a connection string or a token, classic groups, idempotent
     * producers, one MiB per record at most, connections that are closed when idle; neither transactions nor orders to the
     * cluster. A refusal is that of Kafka's access control, and its exception may be another than the real service's.
     */
    EVENT_HUBS
}
