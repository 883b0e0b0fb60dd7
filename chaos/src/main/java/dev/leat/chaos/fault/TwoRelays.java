package dev.leat.chaos.fault;

import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.Point;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report;
import dev.leat.kafka.topic.RecordHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** {@link FaultKind#TWO_RELAYS}: with transactions the old one is fenced, without them it writes what is there already. */
final class TwoRelays implements Fault {

    private static final Duration WORK_WAIT = Duration.ofSeconds(30);

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.tailer();
        if (victim.isEmpty()) {
            return new Evidence("nobody", false, "there was no relay to be struck");
        }
        ReplicaProcess replica = arena.fleet().replica(victim);
        Map<TopicPartition, Long> ends = arena.brokers().topics().ends();
        int mark = replica.mark();
        replica.order(new Order(Order.Verb.HOLD, Set.of(Point.IN_RUN)));
        boolean held = replica.await(Report.Kind.AMBUSHED, mark, WORK_WAIT) != null;
        replica.freeze();
        long noted = arena.control().relayed();
        boolean replaced = Arena.await(() -> arena.control().relayed() > noted, Arena.PATIENCE);
        replica.order(Order.of(Order.Verb.GO));
        replica.thaw();
        boolean met =
                held && replaced && Arena.await(() -> isFenced(replica, mark) || doubles(arena, ends) > 0, WORK_WAIT);
        boolean fenced = isFenced(replica, mark);
        return new Evidence(
                victim + " (relay)",
                met,
                (held ? "paused in a run, " : "paused without a run, ")
                        + (replaced ? "replaced, " : "not replaced, ")
                        + (fenced ? "its transaction was refused" : doubles(arena, ends) + " records came twice"));
    }

    private static boolean isFenced(ReplicaProcess replica, int mark) {
        return replica.reports().stream()
                .skip(mark)
                .anyMatch(report -> report.kind() == Report.Kind.UNAVAILABLE
                        && report.detail().startsWith("relay"));
    }

    /** Records since then whose position is not beyond all before them. */
    private static long doubles(Arena arena, Map<TopicPartition, Long> since) {
        List<ConsumerRecord<byte[], byte[]>> records =
                arena.brokers().topics().read(since, arena.brokers().topics().stableEnds());
        Map<TopicPartition, Long> highest = new HashMap<>();
        long doubles = 0;
        for (ConsumerRecord<byte[], byte[]> each : records) {
            TopicPartition partition = new TopicPartition(each.topic(), each.partition());
            long position = RecordHeaders.of(each.headers())
                    .map(headers -> headers.position().value())
                    .orElse(Long.MAX_VALUE);
            doubles += position <= highest.getOrDefault(partition, 0L) ? 1 : 0;
            highest.merge(partition, position, Math::max);
        }
        return doubles;
    }
}
