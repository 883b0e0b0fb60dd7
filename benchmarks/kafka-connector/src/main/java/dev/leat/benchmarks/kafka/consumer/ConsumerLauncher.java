package dev.leat.benchmarks.kafka.consumer;

import dev.leat.benchmarks.replica.Launcher;
import dev.leat.testkit.kafka.process.JavaProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts consumer processes with the JVM options of Leat's replicas. Immutable.
 *
 * @param main class whose {@code consumer} word runs a consumer
 * @param uri of the MongoDB
 * @param bootstrap of the Kafka broker
 * @param overrides settings of the Kafka consumer
 * @param partitions of the topic
 */
public record ConsumerLauncher(
        Class<?> main,
        String uri,
        String bootstrap,
        String topic,
        int partitions,
        Map<String, String> overrides,
        Path logs)
        implements Launcher {

    public ConsumerLauncher {
        overrides = Map.copyOf(overrides);
    }

    @Override
    public Process start(String name, String database) {
        List<String> arguments = new ArrayList<>(List.of("consumer"));
        arguments.addAll(List.of("--uri", uri, "--database", database));
        arguments.addAll(List.of("--bootstrap", bootstrap, "--topic", topic));
        overrides.forEach((key, value) -> arguments.addAll(List.of("--consumer", key + "=" + value)));
        return new JavaProcess(System.getProperty("java.class.path"), 256, log(name))
                .startReporting(main.getName(), arguments);
    }

    @Override
    public String lastWords(String name) {
        return JavaProcess.lastWords(log(name));
    }

    private Path log(String name) {
        return logs.resolve("consumer-" + name + ".log");
    }
}
