package dev.leat.testkit.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.TopicPartition;

/** Gives no member anything, so that a replica relays and applies nothing. Kafka makes it by its name. */
public final class NoPartitions extends AbstractPartitionAssignor {

    /** The properties of a replica that has it. */
    public static final Map<String, String> PROPERTIES =
            Map.of("leat.kafka.consumer.partition.assignment.strategy", NoPartitions.class.getName());

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Map<String, List<TopicPartition>> assign(
            Map<String, Integer> partitions, Map<String, Subscription> subscriptions) {
        Map<String, List<TopicPartition>> nothing = new HashMap<>();
        subscriptions.keySet().forEach(member -> nothing.put(member, List.of()));
        return nothing;
    }
}
