package dev.leat.benchmarks.kafka.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** One Kafka node, broker and controller in one, on the loopback interface. Thread-safe. */
final class Broker implements AutoCloseable {

    private static final Duration START_WAIT = Duration.ofMinutes(2);
    private static final int CALL_MILLIS = 5_000;
    private static final short ONE_COPY = 1;

    private final int port;
    private final String bootstrap;
    private final ServerProcess process;

    private Broker(int port, String bootstrap, ServerProcess process) {
        this.port = port;
        this.bootstrap = bootstrap;
        this.process = process;
    }

    /** Makes the node's folder, starts the node and waits until it answers. */
    static Broker start(JavaProcess java, Path folder) throws InterruptedException {
        List<Integer> ports = FreePorts.find(2);
        String bootstrap = "127.0.0.1:" + ports.getFirst();
        Path file = PropertiesFile.write(
                folder.resolve("broker.properties"),
                settings(bootstrap, "127.0.0.1:" + ports.getLast(), folder.resolve("broker")));
        String identity = Uuid.randomUuid().toString();
        ServerProcess.start(
                        "format of the Kafka broker's folder",
                        java,
                        List.of("kafka.tools.StorageTool", "format", "-t", identity, "-c", file.toString()))
                .awaitEnd(START_WAIT);
        Broker broker = new Broker(
                ports.getFirst(),
                bootstrap,
                ServerProcess.start("Kafka broker", java, List.of("kafka.Kafka", file.toString())));
        try {
            broker.process.await(broker::answers, START_WAIT, "the Kafka broker to answer");
            return broker;
        } catch (InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** One node has one copy of everything; all else is the default. */
    static Map<String, String> settings(String listener, String controller, Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + listener + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + listener);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    /** Asks only once somebody listens, because the client warns of each connection that is refused. */
    private boolean answers() {
        if (!FreePorts.isTaken(port)) {
            return false;
        }
        try (Admin admin = admin()) {
            return !admin.describeCluster()
                    .nodes()
                    .get(CALL_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                CALL_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                CALL_MILLIS));
    }

    /** Makes a topic. */
    void createTopic(String topic, int partitions) throws InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, ONE_COPY)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot make topic " + topic + ".", e);
        }
    }

    String bootstrap() {
        return bootstrap;
    }

    ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
    }
}
