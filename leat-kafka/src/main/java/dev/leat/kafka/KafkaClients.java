package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.StoreUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens Kafka's clients with what Leat needs, what suits it, and what the owner sets. Thread-safe. */
final class KafkaClients {

    /** A group's member that is killed is missed so long; the broker's least by default. */
    private static final String SESSION_MILLIS = "6000";

    private static final String HEARTBEAT_MILLIS = "2000";

    private final KafkaSettings settings;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        return opened(() -> Admin.create(new HashMap<>(settings.client())));
    }

    /**
     * The relay's producer.
     *
     * @param transactionalId null for none
     */
    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> properties = new HashMap<>();
        // A run is flushed as a whole, so its records go in few requests without waiting for more.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        properties.putAll(settings.client());
        properties.putAll(settings.producer());
        // The order in a topic partition, and that nothing is lost, rest on these.
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        if (settings.transactions()) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        return opened(() -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A consumer that is in no group. */
    Consumer<byte[], byte[]> reader() {
        Map<String, Object> properties = common();
        properties.keySet().removeIf(key -> key.startsWith("group."));
        return opened(() -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * A member of a group.
     *
     * @param maxRecords most that a poll gives
     */
    Consumer<byte[], byte[]> member(String group, String replica, int maxRecords) {
        Map<String, Object> properties = common();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(maxRecords));
        if (settings.staticMembership()) {
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, replica);
        }
        boolean newProtocol =
                "consumer".equalsIgnoreCase(String.valueOf(properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)));
        if (!newProtocol) {
            properties.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
            properties.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        }
        return opened(() -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>();
        properties.putAll(settings.client());
        properties.putAll(settings.consumer());
        // Places are Leat's own; where one is gone, what is missing is read from the ledger.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }

    /** Clients log in as they are opened: why that fails stands deep in Kafka's exceptions. */
    private <T> T opened(Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ConfigurationException wrong) {
                    throw wrong;
                }
                if (cause instanceof LoginException) {
                    throw new StoreUnavailableException(
                            "Login at " + settings.client().get("bootstrap.servers") + " failed: " + cause.getMessage(),
                            e);
                }
            }
            throw e;
        }
    }
}
