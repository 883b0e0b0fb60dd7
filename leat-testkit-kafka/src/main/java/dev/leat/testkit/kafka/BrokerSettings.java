package dev.leat.testkit.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is in a broker's file. Immutable.
 *
 * @param ports of the brokers' listeners
 * @param controllerPorts of the same brokers' controllers
 */
record BrokerSettings(KafkaOptions options, List<Integer> ports, List<Integer> controllerPorts) {

    private static final String HOST = "127.0.0.1:";

    BrokerSettings {
        ports = List.copyOf(ports);
        controllerPorts = List.copyOf(controllerPorts);
    }

    static String address(int port) {
        return HOST + port;
    }

    /** Addresses of all brokers, divided by commas. */
    String bootstrap() {
        return ports.stream().map(BrokerSettings::address).collect(Collectors.joining(","));
    }

    /** Settings of one broker. */
    Map<String, String> of(int broker, Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(broker));
        settings.put("controller.quorum.voters", voters());
        settings.put("controller.listener.names", "CONTROLLER");
        String listener = "PLAINTEXT://" + address(ports.get(broker));
        settings.put("listeners", listener + ",CONTROLLER://" + address(controllerPorts.get(broker)));
        settings.put("advertised.listeners", listener);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        copies(settings);
        if (options.forTests()) {
            quick(settings);
        }
        settings.putAll(options.settings());
        return settings;
    }

    private String voters() {
        return IntStream.range(0, ports.size())
                .mapToObj(broker -> broker + "@" + address(controllerPorts.get(broker)))
                .collect(Collectors.joining(","));
    }

    private void copies(Map<String, String> settings) {
        String copies = String.valueOf(options.copies());
        String leastCopies = String.valueOf(options.leastCopies());
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", leastCopies);
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", leastCopies);
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", leastCopies);
    }

    /** Few partitions of Kafka's own, no wait for members who may come, the loss of a broker noticed in seconds. */
    private static void quick(Map<String, String> settings) {
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.num.partitions", "3");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "4000");
        // Memory that is taken at the start; there is little to clean.
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
    }
}
