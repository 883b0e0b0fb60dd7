package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Reading;
import dev.leat.kafka.topic.RecordHeaders;
import dev.leat.testkit.kafka.NoPartitions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Events in the topics that no projection has read, and no replica that could read them: all were ended, and one that
 * relays and applies nothing was there meanwhile.
 */
final class Backlog {

    private static final String RELAY = "replica-9";
    private static final long EVENTS = 150;

    private final Arena arena;
    private final List<String> replicas;

    private Backlog(Arena arena, List<String> replicas) {
        this.arena = arena;
        this.replicas = replicas;
    }

    /** Ends all replicas and lets a backlog come. */
    static Backlog build(Arena arena) throws InterruptedException {
        Backlog backlog = new Backlog(arena, arena.fleet().names());
        for (String name : backlog.replicas) {
            arena.fleet().replica(name).terminate();
        }
        for (String name : backlog.replicas) {
            arena.fleet().awaitEnd(name);
        }
        arena.fleet().start(RELAY, Map.of(), NoPartitions.PROPERTIES);
        arena.fleet().awaitReady(RELAY);
        long wanted = arena.control().ledgerEnd() + EVENTS;
        Arena.await(() -> arena.control().relayed() >= wanted, Arena.PATIENCE);
        arena.fleet().replica(RELAY).terminate();
        arena.fleet().awaitEnd(RELAY);
        return backlog;
    }

    /** How many records there are, for each partition of a projection, behind its checkpoint. */
    Map<Reading, Long> unread() {
        List<ConsumerRecord<byte[], byte[]>> records = arena.brokers()
                .topics()
                .read(
                        arena.brokers().topics().begins(),
                        arena.brokers().topics().stableEnds());
        Map<TopicPartition, Set<Long>> positions = new HashMap<>();
        records.forEach(each -> RecordHeaders.of(each.headers())
                .ifPresent(headers -> positions
                        .computeIfAbsent(new TopicPartition(each.topic(), each.partition()), k -> new HashSet<>())
                        .add(headers.position().value())));
        Map<Reading, Long> unread = new HashMap<>();
        for (Reading reading : arena.control().readings()) {
            Set<Long> there = positions.getOrDefault(new TopicPartition(reading.topic(), reading.number()), Set.of());
            unread.put(
                    reading,
                    there.stream()
                            .filter(position -> position > reading.position())
                            .count());
        }
        return unread;
    }

    /** Starts the replicas again. */
    void end() throws InterruptedException {
        replicas.forEach(name -> arena.fleet().start(name));
        for (String name : replicas) {
            arena.fleet().awaitReady(name);
        }
    }
}
