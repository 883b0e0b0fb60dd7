package dev.leat.chaos.broker;

import dev.leat.chaos.workload.ChaosProjections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The consumer groups of the projections, as the brokers keep them. Confined to the main thread. */
public final class Groups {

    private final Admin admin;

    Groups(Admin admin) {
        this.admin = admin;
    }

    private static List<String> names() {
        return ChaosProjections.COLLECTIONS.stream().map(Groups::of).toList();
    }

    private static String of(String projection) {
        return "leat.events." + projection + "-1";
    }

    /**
     * Throws every member out of every group; a living one joins again.
     *
     * @return how many there were
     */
    public int throwOut() {
        int members = members();
        names().forEach(group -> Answers.of(
                "that group " + group + " is empty",
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()));
        return members;
    }

    /** How many members all groups together have. */
    public int members() {
        return Answers.of(
                        "the members of the groups",
                        admin.describeConsumerGroups(names()).all())
                .values()
                .stream()
                .mapToInt(group -> group.members().size())
                .sum();
    }

    /** Sets what groups have committed, which no member may be in. */
    public void setOffsets(Map<TopicPartition, Long> offsets) {
        for (String projection : ChaosProjections.COLLECTIONS) {
            Map<TopicPartition, OffsetAndMetadata> own = new HashMap<>();
            offsets.forEach((partition, offset) -> {
                if (partition.topic().equals(Topics.of(projection))) {
                    own.put(partition, new OffsetAndMetadata(offset));
                }
            });
            String group = of(projection);
            Answers.of(
                    "that the offsets of group " + group + " are set",
                    admin.alterConsumerGroupOffsets(group, own).all());
        }
    }
}
