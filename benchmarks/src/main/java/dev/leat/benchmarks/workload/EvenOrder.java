package dev.leat.benchmarks.workload;

import dev.leat.partition.Partitioning;
import dev.leat.partition.Slots;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** An order of streams that touches all partitions in turn, so that a partition that stands still shows soon. */
final class EvenOrder {

    private EvenOrder() {}

    /** The same streams, one of each partition after the other. */
    static List<String> of(List<String> streams, Partitioning partitioning) {
        Map<Integer, Queue<String>> byPartition = new TreeMap<>();
        for (String stream : streams) {
            byPartition
                    .computeIfAbsent(partitioning.partitionOf(Slots.of(stream)), partition -> new ArrayDeque<>())
                    .add(stream);
        }
        List<String> order = new ArrayList<>(streams.size());
        while (order.size() < streams.size()) {
            for (Queue<String> queue : byPartition.values()) {
                String stream = queue.poll();
                if (stream != null) {
                    order.add(stream);
                }
            }
        }
        return order;
    }
}
