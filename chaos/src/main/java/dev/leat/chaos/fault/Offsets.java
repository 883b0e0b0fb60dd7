package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Reading;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * {@link FaultKind#OFFSETS}: each partition's offset beside its checkpoint is set to the topic's beginning, to its end,
 * far behind its end, or removed. Those that are set to the end jump over records that are there.
 */
final class Offsets implements Fault {

    private static final long FAR = 1_000_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        Backlog backlog = Backlog.build(arena);
        Map<Reading, Long> unread = backlog.unread();
        Map<TopicPartition, Long> ends = arena.brokers().topics().ends();
        arena.brokers()
                .groups()
                .setOffsets(
                        random.nextBoolean() ? ends : arena.brokers().topics().begins());
        Map<Whereto, Integer> done = new EnumMap<>(Whereto.class);
        long jumped = 0;
        for (Map.Entry<Reading, Long> each : unread.entrySet()) {
            Reading reading = each.getKey();
            long end = ends.getOrDefault(new TopicPartition(reading.topic(), reading.number()), 0L);
            Whereto whereto = Whereto.values()[random.nextInt(Whereto.values().length)];
            arena.control().setOffset(reading.id(), whereto.offset(end));
            jumped += whereto == Whereto.END ? each.getValue() : 0;
            done.merge(whereto, 1, Integer::sum);
        }
        backlog.end();
        return new Evidence(
                "groups and checkpoints",
                jumped > 0,
                "offsets were set to " + done + ", beyond " + jumped + " records that were not read");
    }

    private enum Whereto {
        BEGIN,
        END,
        FAR_BEYOND,
        NOWHERE;

        @Nullable Long offset(long end) {
            return switch (this) {
                case BEGIN -> 0L;
                case END -> end;
                case FAR_BEYOND -> end + FAR;
                case NOWHERE -> null;
            };
        }
    }
}
