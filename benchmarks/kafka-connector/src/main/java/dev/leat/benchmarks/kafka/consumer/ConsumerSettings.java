package dev.leat.benchmarks.kafka.consumer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of the Kafka consumers, each with its reason. */
final class ConsumerSettings {

    private ConsumerSettings() {}

    /**
     * All settings.
     *
     * @param overrides settings of the caller, which win
     */
    static Map<String, Object> of(String bootstrap, String group, Map<String, String> overrides) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // The protocol of Kafka 4: the broker assigns, and only what moves is revoked.
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        // At least once: offsets are committed after the documents they stand for.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A partition that was never committed is read from its first record.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Leat's batch has the same limit; the default of 500 would write the hot documents ten times as often.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        // Larger answers, so larger bulk writes; about 300 events as they are compressed, and a twentieth of a second.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "32768");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50");
        settings.putAll(overrides);
        return settings;
    }
}
