package dev.leat.benchmarks.workload;

import dev.leat.partition.Partitioning;
import dev.leat.partition.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An order of streams that touches all partitions in turn, so that a partition that stands still shows soon. */
final class EvenOrder {

    private EvenOrder() {}

    /** The streams, one of each partition after the other; a partition that has fewer than another begins anew. */
    static List<String> of(List<String> streams, Partitioning partitioning) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        for (String stream : streams) {
            byPartition
                    .computeIfAbsent(partitioning.partitionOf(Slots.of(stream)), partition -> new ArrayList<>())
                    .add(stream);
        }
        int rounds = byPartition.values().stream().mapToInt(List::size).max().orElse(0);
        List<String> order = new ArrayList<>(rounds * byPartition.size());
        for (int round = 0; round < rounds; round++) {
            for (List<String> partition : byPartition.values()) {
                order.add(partition.get(round % partition.size()));
            }
        }
        return order;
    }
}
