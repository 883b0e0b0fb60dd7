package dev.leat.testkit.kafka.connect;

import dev.leat.testkit.kafka.process.FreePorts;
import dev.leat.testkit.kafka.process.JavaProcess;
import dev.leat.testkit.kafka.process.PropertiesFile;
import dev.leat.testkit.kafka.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One Connect worker in distributed mode, as it is run in production, on the loopback interface. Thread-safe. */
public final class ConnectWorker implements AutoCloseable {

    private static final Duration START_WAIT = Duration.ofMinutes(4);

    private final ConnectApi api;
    private final ServerProcess process;

    private ConnectWorker(ConnectApi api, ServerProcess process) {
        this.api = api;
        this.process = process;
    }

    /** Starts a worker and waits until it takes connectors. */
    public static ConnectWorker start(JavaProcess java, Path folder, Path plugins, String bootstrap)
            throws InterruptedException {
        int port = FreePorts.find(1).getFirst();
        Path file = PropertiesFile.write(folder.resolve("worker.properties"), settings(bootstrap, port, plugins));
        ConnectWorker worker = new ConnectWorker(
                new ConnectApi(port),
                ServerProcess.start(
                        "Connect worker",
                        java,
                        List.of("org.apache.kafka.connect.cli.ConnectDistributed", file.toString())));
        try {
            worker.process.await(worker.api::isUp, START_WAIT, "the Connect worker to answer");
            return worker;
        } catch (InterruptedException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /** Small topics of its own with one copy; values as they are, keys as text; offsets flushed as in Kafka's sample. */
    static Map<String, String> settings(String bootstrap, int port, Path plugins) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("group.id", "connect");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        settings.put("config.storage.topic", "connect-configs");
        settings.put("offset.storage.topic", "connect-offsets");
        settings.put("status.storage.topic", "connect-status");
        settings.put("config.storage.replication.factor", "1");
        settings.put("offset.storage.replication.factor", "1");
        settings.put("status.storage.replication.factor", "1");
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.partitions", "1");
        settings.put("offset.flush.interval.ms", "10000");
        settings.put("plugin.path", plugins.toString());
        settings.put("listeners", "http://127.0.0.1:" + port);
        settings.put("rest.advertised.host.name", "127.0.0.1");
        return settings;
    }

    /**
     * Starts a connector and waits until its task runs.
     *
     * @throws IllegalStateException when it is refused, or its task fails
     */
    public Connector connector(String name, Map<String, String> settings) throws InterruptedException {
        api.create(name, settings);
        Connector connector = new Connector(name, api, process);
        connector.awaitState("RUNNING");
        return connector;
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void close() {
        process.close();
    }
}
