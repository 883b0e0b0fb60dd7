package dev.leat.testkit.kafka;

import dev.leat.testkit.kafka.process.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is in a broker's file. Immutable.
 *
 * @param ports of each broker
 * @param secrets for a listener like Event Hubs'; null without one
 */
record BrokerSettings(
        KafkaOptions options, List<Ports> ports, @Nullable EventHubsSecrets secrets) {

    private static final String HOST = "127.0.0.1";

    /**
     * Ports of a broker.
     *
     * @param clients for clients
     * @param internal for the other brokers and the testkit, without access control; the same where nobody needs any
     * @param controller for the controllers among themselves
     */
    record Ports(int clients, int internal, int controller) {}

    BrokerSettings {
        ports = List.copyOf(ports);
    }

    static BrokerSettings choose(KafkaOptions options, @Nullable EventHubsSecrets secrets) {
        List<Integer> free = FreePorts.find(3 * options.brokers());
        List<Ports> ports = new ArrayList<>();
        for (int i = 0; i < options.brokers(); i++) {
            int clients = free.get(3 * i);
            ports.add(new Ports(clients, secrets == null ? clients : free.get(3 * i + 1), free.get(3 * i + 2)));
        }
        return new BrokerSettings(options, ports, secrets);
    }

    static String address(int port) {
        return HOST + ":" + port;
    }

    /** Addresses of all brokers for clients, divided by commas. */
    String bootstrap() {
        return ports.stream().map(each -> options.host() + ":" + each.clients()).collect(Collectors.joining(","));
    }

    /** The same for the testkit, which may do everything. */
    String internalBootstrap() {
        return ports.stream().map(each -> address(each.internal())).collect(Collectors.joining(","));
    }

    /** Settings of one broker. */
    Map<String, String> of(int broker, Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(broker));
        settings.put("controller.quorum.voters", voters());
        settings.put("controller.listener.names", "CONTROLLER");
        String listeners = "INTERNAL://" + address(ports.get(broker).internal());
        String protocols = "INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT";
        if (secrets != null) {
            String name = EventHubsSettings.LISTENER;
            listeners += "," + name + "://" + address(ports.get(broker).clients());
            protocols += "," + name + ":SASL_SSL";
            settings.putAll(EventHubsSettings.of(secrets));
        }
        settings.put(
                "listeners",
                listeners + ",CONTROLLER://" + address(ports.get(broker).controller()));
        settings.put("advertised.listeners", listeners.replace(HOST, options.host()));
        settings.put("listener.security.protocol.map", protocols);
        settings.put("inter.broker.listener.name", "INTERNAL");
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
                .mapToObj(broker -> broker + "@" + address(ports.get(broker).controller()))
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
