package dev.leat.chaos.broker;

import dev.leat.chaos.proxy.Proxies;
import dev.leat.chaos.workload.ChaosProjections;
import dev.leat.testkit.kafka.ApicurioRegistry;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.KafkaOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of a run, its schema registry where the route has one, and the network between each replica and the brokers.
 * Confined to the main thread, but {@link #close}.
 */
public final class Brokers implements AutoCloseable {

    /** What the brokers tell clients. Each replica has an address of its own for it, which is its proxy's. */
    public static final String HOST = "localhost";

    private static final int NET = 2;

    private final RouteKind route;
    private final KafkaCluster cluster;
    private final @Nullable ApicurioRegistry registry;
    private final Proxies proxies;
    private final Topics topics;
    private final Set<Integer> paused = new HashSet<>();

    private Brokers(RouteKind route, KafkaCluster cluster, @Nullable ApicurioRegistry registry) {
        this.route = route;
        this.cluster = cluster;
        this.registry = registry;
        this.proxies = new Proxies(NET, ports(cluster));
        this.topics = new Topics(cluster);
    }

    private static List<Integer> ports(KafkaCluster cluster) {
        return Arrays.stream(cluster.bootstrap().split(",", -1))
                .map(address -> Integer.valueOf(address.substring(address.lastIndexOf(':') + 1)))
                .toList();
    }

    /**
     * Starts what a route needs.
     *
     * @param count of brokers; Event Hubs looks like one
     * @throws IllegalStateException when it cannot be had on this machine
     */
    public static Brokers start(RouteKind route, int count) {
        KafkaOptions options =
                route == RouteKind.EVENTHUBS ? KafkaOptions.likeEventHubs() : KafkaOptions.brokers(count);
        KafkaCluster cluster = KafkaCluster.start(options.withHost(HOST));
        try {
            if (route == RouteKind.EVENTHUBS) {
                // Nobody but the owner makes event hubs.
                Topics.NAMES.forEach(topic -> cluster.createTopic(topic, ChaosProjections.PARTITIONS));
            }
            return new Brokers(route, cluster, route == RouteKind.CONFLUENT ? ApicurioRegistry.start() : null);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** What replicas are to be set to. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", route.word());
        cluster.clientProperties()
                .forEach((key, value) -> properties.put("leat.kafka.client." + key, value.toString()));
        ApicurioRegistry schemas = registry;
        if (schemas != null) {
            properties.put("leat.kafka.registry.url", schemas.url());
        }
        return properties;
    }

    /** Whether clients may write in transactions. */
    public boolean hasTransactions() {
        return route != RouteKind.EVENTHUBS;
    }

    /** Number of brokers, those that are down included. */
    public int count() {
        return cluster.brokers();
    }

    /** Between replicas and brokers. */
    public Proxies proxies() {
        return proxies;
    }

    /** What is in the topics. */
    public Topics topics() {
        return topics;
    }

    /** Consumer groups, as the brokers keep them. */
    public Groups groups() {
        return new Groups(cluster.admin());
    }

    /** Somebody else who writes into the topics. */
    public Stranger stranger() {
        return new Stranger(cluster.clientProperties());
    }

    /** The schema registry; null on a route without. */
    public @Nullable ApicurioRegistry registry() {
        return registry;
    }

    /** Ends a broker with SIGKILL. */
    public void kill(int broker) {
        cluster.broker(broker).kill();
    }

    /** Stops a broker until {@link #heal}. */
    public void pause(int broker) {
        cluster.broker(broker).pause();
        paused.add(broker);
    }

    /** Lets paused brokers go on, and starts those that are down, and the registry. */
    public void heal() {
        paused.forEach(broker -> cluster.broker(broker).resume());
        paused.clear();
        cluster.startAgain();
        ApicurioRegistry schemas = registry;
        if (schemas != null && !schemas.isRunning()) {
            schemas.restart();
        }
    }

    @Override
    public void close() {
        proxies.close();
        cluster.close();
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    public String toString() {
        return cluster + (registry == null ? "" : ", schemas at " + registry.url());
    }
}
