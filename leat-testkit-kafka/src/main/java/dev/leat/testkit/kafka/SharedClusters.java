package dev.leat.testkit.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clusters that all tests of this Java virtual machine share; they end with it. Thread-safe. */
final class SharedClusters {

    private static final Map<KafkaOptions, KafkaCluster> running = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> running.values().forEach(KafkaCluster::close), "kafka-end"));
    }

    private SharedClusters() {}

    /** The cluster with these options, started when it is first asked for. */
    static KafkaCluster get(KafkaOptions options) {
        return running.computeIfAbsent(options, KafkaCluster::start);
    }
}
