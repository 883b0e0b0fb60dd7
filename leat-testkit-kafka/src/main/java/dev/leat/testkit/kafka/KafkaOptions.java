package dev.leat.testkit.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of Kafka a {@link KafkaCluster} is. Immutable; begin with {@link #brokers(int)} or {@link
 * #likeEventHubs()}.
 *
 * @param surface what clients meet
 * @param brokers number of brokers, 1 to 7, each a controller as well
 * @param host under which clients are told to reach the brokers, all on 127.0.0.1
 * @param heapMegabytes largest heap of a broker in MiB
 * @param forTests whether brokers are set up to start and to notice the loss of one quickly, rather than as Kafka comes
 * @param settings of each broker, over those that are chosen here
 * @param parent where the cluster's folder is made; null for the place of temporary files
 * @param logs existing folder for {@code broker-0.log} and so on; null for the cluster's folder, which ends with it
 */
public record KafkaOptions(
        Surface surface,
        int brokers,
        String host,
        int heapMegabytes,
        boolean forTests,
        Map<String, String> settings,
        @Nullable Path parent,
        @Nullable Path logs) {

    private static final String DEFAULT_HOST = "127.0.0.1";

    /** Largest heap of a broker unless told otherwise: {@value} MiB. */
    public static final int DEFAULT_HEAP_MEGABYTES = 256;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the number of brokers or the heap is out of bounds
     */
    public KafkaOptions {
        if (brokers < 1 || brokers > 7) {
            throw new IllegalArgumentException("A cluster has 1 to 7 brokers, not " + brokers + ".");
        }
        if (heapMegabytes < 128) {
            throw new IllegalArgumentException("A broker needs a heap of 128 MiB, not " + heapMegabytes + ".");
        }
        settings = Map.copyOf(settings);
    }

    /**
     * Brokers without access control, set up for tests.
     *
     * @param brokers number of brokers; 3 to survive the loss of one: then all is kept three times, and two have to have a
     *     record before it counts as written
     */
    public static KafkaOptions brokers(int brokers) {
        return new KafkaOptions(
                Surface.KAFKA, brokers, DEFAULT_HOST, DEFAULT_HEAP_MEGABYTES, true, Map.of(), null, null);
    }

    /** One broker whose clients meet {@linkplain Surface#EVENT_HUBS what Event Hubs offers}, set up for tests. */
    public static KafkaOptions likeEventHubs() {
        return brokers(1).withSurface(Surface.EVENT_HUBS);
    }

    private KafkaOptions withSurface(Surface other) {
        return new KafkaOptions(other, brokers, host, heapMegabytes, forTests, settings, parent, logs);
    }

    /** The same, with Kafka's defaults in all but the number of copies, and Java's: for measurements. */
    public KafkaOptions asKafkaComes() {
        return new KafkaOptions(surface, brokers, host, heapMegabytes, false, settings, parent, logs);
    }

    /**
     * The same, with a name under which clients are told to reach the brokers. A client that has another place for that name,
     * such as a proxy, goes there.
     *
     * @param name whose address is 127.0.0.1, as far as the brokers know
     */
    public KafkaOptions withHost(String name) {
        return new KafkaOptions(surface, brokers, name, heapMegabytes, forTests, settings, parent, logs);
    }

    /** The same, with another heap. */
    public KafkaOptions withHeapMegabytes(int megabytes) {
        return new KafkaOptions(surface, brokers, host, megabytes, forTests, settings, parent, logs);
    }

    /** The same, with one more setting of each broker. */
    public KafkaOptions with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new KafkaOptions(surface, brokers, host, heapMegabytes, forTests, more, parent, logs);
    }

    /**
     * The same, with its files and logs elsewhere.
     *
     * @param folder where the cluster makes its own folder, and deletes it
     * @param logFolder where the logs stay
     */
    public KafkaOptions in(Path folder, Path logFolder) {
        return new KafkaOptions(surface, brokers, host, heapMegabytes, forTests, settings, folder, logFolder);
    }

    /** Copies of everything: all brokers, three at most. */
    short copies() {
        return (short) Math.min(brokers, 3);
    }

    /** Copies that a record needs before it counts as written. */
    short leastCopies() {
        return (short) Math.max(1, copies() - 1);
    }

    /** For the Java virtual machine: a test's broker does not live long enough to be compiled twice. */
    List<String> javaOptions() {
        return forTests ? List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto") : List.of();
    }
}
