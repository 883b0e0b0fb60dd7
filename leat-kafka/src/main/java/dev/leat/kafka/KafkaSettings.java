package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.Limits;
import dev.leat.kafka.format.EventFormats;
import dev.leat.kafka.format.FormatOptions;
import dev.leat.ledger.SourceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the broker is reached and used. Immutable. Client properties may hold secrets: they are in no {@code toString}.
 *
 * @param name of the route
 * @param client properties for every client, the address of the broker among them
 * @param producer properties for the relay's producer beside those
 * @param consumer properties for the consumers beside those
 * @param topicPrefix what the names of topics begin with
 * @param groupPrefix what the names of consumer groups begin with
 * @param format name of the format of records
 * @param registry null for none
 * @param createTopics whether topics that are missing are made
 * @param replication copies of a topic that is made; -1: the broker's default
 * @param transactions whether a run of events and its place in the topic are one transaction
 * @param staticMembership whether a replica keeps its partitions over a restart under the same name
 * @param maxRecordBytes larger events travel as pointers
 */
record KafkaSettings(
        String name,
        Map<String, String> client,
        Map<String, String> producer,
        Map<String, String> consumer,
        String topicPrefix,
        String groupPrefix,
        String format,
        @Nullable RegistrySettings registry,
        boolean createTopics,
        short replication,
        boolean transactions,
        boolean staticMembership,
        int maxRecordBytes) {

    /** Least size of a record, in bytes: a pointer and its headers must fit. */
    static final int LEAST_RECORD_BYTES = 4_096;

    KafkaSettings {
        client = Map.copyOf(client);
        producer = Map.copyOf(producer);
        consumer = Map.copyOf(consumer);
        if (client.getOrDefault("bootstrap.servers", "").isBlank()) {
            throw new ConfigurationException("Route " + name + " has no broker. Set " + KafkaProperties.BOOTSTRAP
                    + " to host:port, several divided by commas.");
        }
        EventFormats.of(format, FormatOptions.of(SourceId.DEFAULT.name()));
        try {
            Limits.number(KafkaProperties.MAX_RECORD_BYTES, maxRecordBytes, LEAST_RECORD_BYTES, Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "route " + name + " by " + client.get("bootstrap.servers");
    }
}
