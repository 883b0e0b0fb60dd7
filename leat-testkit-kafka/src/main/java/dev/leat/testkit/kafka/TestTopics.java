package dev.leat.testkit.kafka;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Names on a shared cluster that belong to one test, or to the tests of one class. Immutable. */
public final class TestTopics {
    private static final AtomicInteger created = new AtomicInteger();

    private final KafkaCluster cluster;
    private final String prefix;

    private TestTopics(KafkaCluster cluster, String prefix) {
        this.cluster = cluster;
        this.prefix = prefix;
    }

    static TestTopics of(KafkaCluster cluster, Class<?> test) {
        String name = test.getSimpleName().replaceAll("[^A-Za-z0-9]", "");
        return new TestTopics(cluster, name + "-" + created.incrementAndGet() + "-");
    }

    /** The name as nobody else uses it: of a topic, a group, a transactional id. */
    public String name(String name) {
        return prefix + name;
    }

    /** What all the names begin with. */
    public String prefix() {
        return prefix;
    }

    /**
     * Makes a topic.
     *
     * @param name without the prefix
     * @return its whole name
     */
    public String create(String name, int partitions) {
        cluster.createTopic(name(name), partitions);
        return name(name);
    }

    /**
     * Makes a topic with settings of its own.
     *
     * @param name without the prefix
     * @param copies how many brokers keep each partition
     * @param configs such as {@code cleanup.policy}
     * @return its whole name
     */
    public String create(String name, int partitions, int copies, Map<String, String> configs) {
        cluster.createTopic(name(name), partitions, copies, configs);
        return name(name);
    }
}
