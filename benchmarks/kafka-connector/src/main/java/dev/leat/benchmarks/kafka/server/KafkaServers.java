package dev.leat.benchmarks.kafka.server;

import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.KafkaInstallation;
import dev.leat.testkit.kafka.KafkaOptions;
import dev.leat.testkit.kafka.connect.ConnectWorker;
import dev.leat.testkit.kafka.connect.Connector;
import dev.leat.testkit.kafka.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker and a Connect worker, two processes, which end with {@link #close}. Thread-safe. */
public final class KafkaServers implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;

    private final KafkaCluster broker;
    private final ConnectWorker worker;

    private KafkaServers(KafkaCluster broker, ConnectWorker worker) {
        this.broker = broker;
        this.worker = worker;
    }

    /**
     * Starts both and waits until they answer.
     *
     * @param folder made for their files; whoever gives it deletes it
     * @throws IllegalStateException when one does not start
     */
    public static KafkaServers start(Path folder, Path logs) throws InterruptedException {
        KafkaInstallation installation = KafkaInstallation.find();
        KafkaCluster broker = KafkaCluster.start(KafkaOptions.brokers(1)
                .asKafkaComes()
                .withHeapMegabytes(HEAP_MEGABYTES)
                .in(folder, logs));
        try {
            ConnectWorker worker = ConnectWorker.start(
                    new JavaProcess(installation.classPath(), HEAP_MEGABYTES, logs.resolve("connect.log")),
                    folder,
                    installation.plugins(),
                    broker.bootstrap());
            return new KafkaServers(broker, worker);
        } catch (InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Address of the broker. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Makes a topic. */
    public void createTopic(String topic, int partitions) {
        broker.createTopic(topic, partitions);
    }

    /**
     * Starts a connector and waits until its change stream is open.
     *
     * @throws IllegalStateException when it is refused, or fails
     */
    public Connector connector(String name, Map<String, String> settings) throws InterruptedException {
        return worker.connector(name, settings);
    }

    /** The processes of both. */
    public List<ProcessHandle> processes() {
        return List.of(broker.broker(0).handle(), worker.handle());
    }

    @Override
    public void close() {
        worker.close();
        broker.close();
    }
}
