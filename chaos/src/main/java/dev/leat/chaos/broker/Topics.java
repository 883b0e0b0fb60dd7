package dev.leat.chaos.broker;

import dev.leat.chaos.workload.ChaosProjections;
import dev.leat.testkit.kafka.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is in the topics of a run, read past Leat. Confined to the main thread. */
public final class Topics {

    /** Of the projections keyed by stream. */
    public static final String STREAMS = "leat.events";

    /** Of the projection keyed by content. */
    public static final String SHARDS = "leat.events." + ChaosProjections.SHARDS + "-1";

    /** All of them. */
    public static final List<String> NAMES = List.of(STREAMS, SHARDS);

    private static final Duration POLL_WAIT = Duration.ofMillis(200);
    private static final Duration READ_WAIT = Duration.ofSeconds(60);

    private final KafkaCluster cluster;

    Topics(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** The topic that a projection reads. */
    public static String of(String projection) {
        return projection.equals(ChaosProjections.SHARDS) ? SHARDS : STREAMS;
    }

    /** All topic partitions. */
    public static Set<TopicPartition> partitions() {
        Set<TopicPartition> all = new HashSet<>();
        for (String topic : NAMES) {
            for (int partition = 0; partition < ChaosProjections.PARTITIONS; partition++) {
                all.add(new TopicPartition(topic, partition));
            }
        }
        return all;
    }

    /** Where each topic partition begins. */
    public Map<TopicPartition, Long> begins() {
        return offsets(OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where each topic partition ends, records of open transactions included. */
    public Map<TopicPartition, Long> ends() {
        return offsets(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where each topic partition ends for who reads what is committed. */
    public Map<TopicPartition, Long> stableEnds() {
        return offsets(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** How many records belong to transactions that are open. */
    public long openRecords() {
        long committed =
                stableEnds().values().stream().mapToLong(Long::longValue).sum();
        return ends().values().stream().mapToLong(Long::longValue).sum() - committed;
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions().stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        Map<TopicPartition, ListOffsetsResultInfo> found = Answers.of(
                "where the topics end",
                cluster.admin()
                        .listOffsets(wanted, new ListOffsetsOptions(isolation))
                        .all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /** Committed records from one place of each topic partition to another, in their order within it. */
    public List<ConsumerRecord<byte[], byte[]>> read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<String, Object> properties = new HashMap<>(cluster.clientProperties());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + READ_WAIT.toNanos();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(to.keySet());
            to.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            while (to.keySet().stream()
                    .anyMatch(partition -> consumer.position(partition) < to.getOrDefault(partition, 0L))) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The topics could not be read to their ends.");
                }
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL_WAIT)) {
                    if (each.offset() < to.getOrDefault(new TopicPartition(each.topic(), each.partition()), 0L)) {
                        records.add(each);
                    }
                }
            }
        }
        return records;
    }

    /** Committed records among the last offsets of each topic partition. */
    public List<ConsumerRecord<byte[], byte[]>> last(int offsets) {
        Map<TopicPartition, Long> begins = begins();
        Map<TopicPartition, Long> ends = stableEnds();
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.forEach(
                (partition, end) -> from.put(partition, Math.max(begins.getOrDefault(partition, 0L), end - offsets)));
        return read(from, ends);
    }

    /** Deletes all records. */
    public void deleteRecords() {
        for (TopicPartition partition : partitions()) {
            cluster.deleteRecords(partition.topic(), partition.partition(), -1);
        }
    }

    /** The topic partitions whose leader is a broker. */
    public Set<TopicPartition> ledBy(int broker) {
        Set<TopicPartition> led = new HashSet<>();
        descriptions()
                .forEach((topic, description) -> description.partitions().stream()
                        .filter(partition -> isLedBy(partition, broker))
                        .forEach(partition -> led.add(new TopicPartition(topic, partition.partition()))));
        return led;
    }

    private static boolean isLedBy(TopicPartitionInfo partition, int broker) {
        return partition.leader() != null && partition.leader().id() == broker;
    }

    /** Whether each topic partition has a leader and all copies are in step. */
    public boolean areWhole() {
        return descriptions().values().stream()
                .flatMap(description -> description.partitions().stream())
                .allMatch(partition -> partition.leader() != null
                        && partition.isr().size() == partition.replicas().size());
    }

    private Map<String, TopicDescription> descriptions() {
        return Answers.of(
                "the leaders of the topics",
                cluster.admin().describeTopics(NAMES).allTopicNames());
    }
}
