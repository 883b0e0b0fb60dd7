package dev.leat.chaos.fault;

import com.mongodb.MongoException;
import dev.leat.chaos.broker.Brokers;
import dev.leat.chaos.cluster.Control;
import dev.leat.chaos.cluster.Control.Owned;
import dev.leat.chaos.cluster.Servers;
import dev.leat.chaos.load.Load;
import dev.leat.chaos.proxy.Proxies;
import dev.leat.chaos.proxy.Weather;
import dev.leat.chaos.replica.Fleet;
import dev.leat.chaos.replica.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All that a fault can strike. Confined to the main thread. */
public final class Arena {

    /** How long something may take that must happen, on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SHARE_WAIT = Duration.ofSeconds(30);
    private static final Duration TAILER_WAIT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 100;

    private final Servers servers;
    private final @Nullable Brokers brokers;
    private final Fleet fleet;
    private final Load load;
    private final Control control;
    private final Proxies proxies;
    private final Set<String> spared;

    /**
     * An arena.
     *
     * @param brokers null on a route without topics
     * @param spared replicas that are never struck
     */
    public Arena(
            Servers servers, @Nullable Brokers brokers, Fleet fleet, Load load, Proxies proxies, Set<String> spared) {
        this.servers = servers;
        this.brokers = brokers;
        this.fleet = fleet;
        this.load = load;
        this.proxies = proxies;
        this.control = new Control(servers.client());
        this.spared = Set.copyOf(spared);
    }

    Servers servers() {
        return servers;
    }

    /** The brokers, which only a fault of routes with topics asks for. */
    Brokers brokers() {
        return Objects.requireNonNull(brokers);
    }

    Fleet fleet() {
        return fleet;
    }

    Load load() {
        return load;
    }

    Proxies proxies() {
        return proxies;
    }

    Control control() {
        return control;
    }

    /** Replicas that may be struck, sorted. */
    List<String> strikable() {
        return fleet.names().stream().filter(name -> !spared.contains(name)).toList();
    }

    /** Starts a replica again and waits until it works. */
    void restart(String name) throws InterruptedException {
        fleet.start(name);
        fleet.awaitReady(name);
    }

    /** Brings back what a fault left that broke on its way: members, network, writers, replicas of these names. */
    void heal(List<String> names) throws InterruptedException {
        servers.heal();
        if (brokers != null) {
            brokers.heal();
        }
        load.resume();
        for (String name : names) {
            proxies.of(name).turn(Weather.FAIR, 0);
            if (brokers != null) {
                brokers.proxies().of(name).turn(Weather.FAIR, 0);
            }
            if (fleet.names().contains(name)) {
                fleet.replica(name).thaw();
                if (fleet.replica(name).isAlive()) {
                    fleet.replica(name).order(Order.of(Order.Verb.CLEAR));
                    continue;
                }
                fleet.awaitEnd(name);
            }
            restart(name);
        }
    }

    /** The tailer, once there is one that may be struck; empty when there is none. A spared one has to hand over. */
    String tailer() throws InterruptedException {
        await(this::isTailerStrikable, TAILER_WAIT);
        String tailer = control.tailer();
        return strikable().contains(tailer) ? tailer : "";
    }

    private boolean isTailerStrikable() {
        String tailer = control.tailer();
        if (spared.contains(tailer)) {
            control.vacateTailer();
        }
        return strikable().contains(tailer);
    }

    /** A replica to be struck: by lot, and in every third case the tailer. */
    String victim(Random random) throws InterruptedException {
        List<String> names = strikable();
        String lot = names.get(random.nextInt(names.size()));
        boolean tailerWanted = random.nextInt(3) == 0;
        String tailer = control.tailer();
        String victim = tailerWanted && names.contains(tailer) ? tailer : lot;
        // One that was started a moment ago has nothing to lose yet.
        await(() -> !control.ownedBy(victim).isEmpty(), SHARE_WAIT);
        return victim;
    }

    /** Names a replica as its role has it at the moment. */
    String role(String replica) {
        return replica.equals(control.tailer()) ? replica + " (tailer)" : replica;
    }

    /** Waits until partitions have been claimed anew, be it by their old owner. */
    boolean awaitClaimed(List<Owned> before) throws InterruptedException {
        return await(() -> areClaimed(before, false), PATIENCE);
    }

    private boolean areClaimed(List<Owned> before, boolean byAnother) {
        Map<String, Owned> now =
                control.partitions().stream().collect(Collectors.toMap(Owned::partition, Function.identity()));
        return before.stream().allMatch(old -> {
            Owned current = now.get(old.partition());
            return current != null
                    && current.epoch() > old.epoch()
                    && !current.owner().isEmpty()
                    && !(byAnother && current.owner().equals(old.owner()));
        });
    }

    /** Waits until some replicas own something, and nobody else does. */
    boolean awaitOwners(Set<String> names) throws InterruptedException {
        return await(
                () -> control.partitions().stream()
                        .map(Owned::owner)
                        .collect(Collectors.toSet())
                        .equals(names),
                PATIENCE);
    }

    /**
     * Waits until every projection has read its topics beyond some places.
     *
     * @param places the last offset to be read in each topic partition
     */
    boolean awaitRead(Map<TopicPartition, Long> places) throws InterruptedException {
        return await(
                () -> control.readings().stream().allMatch(reading -> {
                    Long last = places.get(new TopicPartition(reading.topic(), reading.number()));
                    return last == null || reading.offset() > last;
                }),
                PATIENCE);
    }

    /** Waits until partitions that had an owner have another. */
    boolean awaitMoved(List<Owned> before) throws InterruptedException {
        return await(() -> areClaimed(before, true), PATIENCE);
    }

    /**
     * Waits for a condition; a store that does not answer counts as no.
     *
     * @return whether it came true in time
     */
    static boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return true;
                }
            } catch (MongoException e) {
                // Servers are killed here on purpose: that they do not answer is no news.
                Thread.onSpinWait();
            }
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /**
     * Waits until everything that is committed now has taken effect.
     *
     * @return how long it took; null when it did not happen in time
     */
    public @Nullable Duration awaitRecovery(Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        long committed = load.acknowledged();
        boolean done = await(() -> control.hindmost() >= committed, atMost);
        return done ? Duration.ofNanos(System.nanoTime() - began) : null;
    }
}
