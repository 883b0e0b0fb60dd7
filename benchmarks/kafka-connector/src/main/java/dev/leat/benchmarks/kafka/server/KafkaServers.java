package dev.leat.benchmarks.kafka.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker and a Connect worker, two processes, which end with {@link #close}. Thread-safe. */
public final class KafkaServers implements AutoCloseable {

    /** System property that names the top of the repository; the launcher sets it. */
    private static final String HOME_PROPERTY = "leat.home";

    private static final int HEAP_MEGABYTES = 512;

    private final Broker broker;
    private final Worker worker;

    private KafkaServers(Broker broker, Worker worker) {
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
        Path installed = installed();
        String classPath = installed.resolve("lib") + File.separator + "*" + File.pathSeparator + ownClasses();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder + ".", e);
        }
        Broker broker = Broker.start(new JavaProcess(classPath, HEAP_MEGABYTES, logs.resolve("broker.log")), folder);
        try {
            Worker worker = Worker.start(
                    new JavaProcess(classPath, HEAP_MEGABYTES, logs.resolve("connect.log")),
                    folder,
                    installed.resolve("plugins"),
                    broker.bootstrap());
            return new KafkaServers(broker, worker);
        } catch (InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static Path installed() {
        Path target =
                Path.of(System.getProperty(HOME_PROPERTY, "."), "benchmarks", "kafka-connector", "servers", "target");
        if (!Files.isDirectory(target.resolve("plugins"))) {
            throw new IllegalStateException("There are no Kafka servers in " + target
                    + ". Run benchmarks/compare-kafka from the repository, which puts them there.");
        }
        return target.toAbsolutePath();
    }

    /** Where {@link Tethered} is. */
    private static Path ownClasses() {
        try {
            return Path.of(Tethered.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The own classes are at no path.", e);
        }
    }

    /** Address of the broker. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Makes a topic. */
    public void createTopic(String topic, int partitions) throws InterruptedException {
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
        return List.of(broker.handle(), worker.handle());
    }

    @Override
    public void close() {
        worker.close();
        broker.close();
    }
}
