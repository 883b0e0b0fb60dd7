package dev.leat.testkit.kafka;

import dev.leat.testkit.kafka.process.JavaProcess;
import dev.leat.testkit.kafka.process.PropertiesFile;
import dev.leat.testkit.kafka.process.ServerFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A running Kafka whose brokers can be killed, paused and started again. Its brokers and its folder end with {@link
 * #close()}, and in any case soon after the process that started them is gone, however it ended. Thread-safe.
 */
public final class KafkaCluster implements AutoCloseable {

    /** A broker that stands still must not keep who asks it for as long as a client would wait. */
    private static final int ASK_ANOTHER_AFTER_MILLIS = 5_000;

    private final KafkaOptions options;
    private final @Nullable EventHubsSecrets secrets;
    private final BrokerSettings settings;
    private final ServerFolder folder;
    private final List<KafkaBroker> brokers;
    private @Nullable Admin admin;

    private KafkaCluster(KafkaOptions options, ServerFolder folder) {
        this.options = options;
        this.folder = folder;
        this.secrets = options.surface() == Surface.EVENT_HUBS ? EventHubsSecrets.create(folder.path()) : null;
        this.settings = BrokerSettings.choose(options, secrets);
        String cluster = Uuid.randomUuid().toString();
        List<KafkaBroker> made = new ArrayList<>();
        for (int i = 0; i < options.brokers(); i++) {
            made.add(broker(i, cluster));
        }
        this.brokers = List.copyOf(made);
    }

    private KafkaBroker broker(int number, String cluster) {
        String name = "broker-" + number;
        Path file = PropertiesFile.write(
                folder.path().resolve(name + ".properties"),
                settings.of(number, folder.path().resolve(name)));
        List<String> javaOptions = new ArrayList<>(options.javaOptions());
        javaOptions.add(folder.option());
        if (secrets != null) {
            javaOptions.add(EventHubsSettings.javaOption(secrets));
        }
        Path log = (options.logs() == null ? folder.path() : options.logs()).resolve(name + ".log");
        return new KafkaBroker(
                number,
                settings.ports().get(number),
                new JavaProcess(KafkaInstallation.find().classPath(), options.heapMegabytes(), javaOptions, log),
                List.of(FormattedBroker.class.getName(), cluster, file.toString()));
    }

    /**
     * Starts brokers and returns when they all serve, which takes seconds.
     *
     * @throws IllegalStateException when one does not start; the message has the end of its log
     */
    public static KafkaCluster start(KafkaOptions options) {
        ServerFolder folder = ServerFolder.create(options.parent());
        try {
            KafkaCluster cluster = new KafkaCluster(options, folder);
            cluster.startAll();
            return cluster;
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private void startAll() {
        try {
            brokers.forEach(KafkaBroker::launch);
            brokers.forEach(KafkaBroker::awaitServing);
            if (secrets != null) {
                new Orders(admin()).allow(EventHubsSettings.allowed());
            }
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    /** Starts all brokers that are down, at once, and returns when they serve. */
    public void startAgain() {
        List<KafkaBroker> down =
                brokers.stream().filter(broker -> !broker.isRunning()).toList();
        down.forEach(KafkaBroker::launch);
        down.forEach(KafkaBroker::awaitServing);
    }

    /** Addresses of the brokers, for {@code bootstrap.servers}. */
    public String bootstrap() {
        return settings.bootstrap();
    }

    /** What a client needs to reach the brokers and, where they want that, to log in; add what else it wants. */
    public Map<String, Object> clientProperties() {
        return secrets == null
                ? Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap())
                : eventHubs().withConnectionString();
    }

    /**
     * The ways to log in at brokers like Event Hubs.
     *
     * @throws IllegalStateException when they are not
     */
    public EventHubsAccess eventHubs() {
        if (secrets == null) {
            throw new IllegalStateException(
                    this + " is not like Event Hubs. Start it with KafkaOptions.likeEventHubs().");
        }
        return new EventHubsAccess(bootstrap(), secrets);
    }

    /** Number of brokers, those that are down included. */
    public int brokers() {
        return brokers.size();
    }

    /**
     * One of the brokers, running or not.
     *
     * @param number from 0; it is the node's id as well
     */
    public KafkaBroker broker(int number) {
        return brokers.get(number);
    }

    /** Makes a topic with as many copies as the cluster keeps of everything. */
    public void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, options.copies(), Map.of());
    }

    /**
     * Makes a topic and returns when each partition has a leader.
     *
     * @param copies how many brokers keep each partition
     * @param configs of the topic, such as {@code cleanup.policy}
     */
    public void createTopic(String topic, int partitions, int copies, Map<String, String> configs) {
        orders().create(topic, partitions, copies, configs);
    }

    /** Deletes a topic and returns when no broker tells of it any more. */
    public void deleteTopic(String topic) {
        orders().delete(topic);
    }

    /**
     * Deletes the records of a partition from the front, as the end of their retention would.
     *
     * @param beforeOffset the first that stays
     */
    public void deleteRecords(String topic, int partition, long beforeOffset) {
        orders().deleteRecords(topic, partition, beforeOffset);
    }

    private Orders orders() {
        return new Orders(admin());
    }

    /** A client for all else, who may do everything; the cluster makes it at first use, keeps it and closes it. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                    settings.internalBootstrap(),
                    CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                    ASK_ANOTHER_AFTER_MILLIS));
        }
        return admin;
    }

    /** Ends all brokers, paused ones too, and deletes their files. */
    @Override
    public void close() {
        try (folder) {
            end();
        }
    }

    private synchronized void end() {
        brokers.forEach(KafkaBroker::end);
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }

    @Override
    public String toString() {
        return "Kafka at " + bootstrap();
    }
}
