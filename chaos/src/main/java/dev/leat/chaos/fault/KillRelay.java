package dev.leat.chaos.fault;

import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.Point;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report;
import dev.leat.chaos.replica.Report.Kind;
import dev.leat.kafka.topic.RecordHeaders;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#KILL_RELAY}: the relay is where the tailer is. */
final class KillRelay implements Fault {

    /** Of each topic partition: more than a run has. */
    private static final int LOOK_BACK = 200;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        Point point = random.nextBoolean() ? Point.IN_RUN : Point.BEFORE_NOTE;
        String victim = arena.tailer();
        if (victim.isEmpty()) {
            return new Evidence("nobody", false, "there was no relay to be struck");
        }
        ReplicaProcess replica = arena.fleet().replica(victim);
        int mark = replica.mark();
        replica.dismiss();
        replica.order(new Order(Order.Verb.HALT, Set.of(point)));
        @Nullable Report halted = replica.await(Kind.AMBUSHED, mark, Arena.PATIENCE);
        long noted = arena.control().relayed();
        long open = arena.brokers().topics().openRecords();
        long ahead = recordsBehind(arena, noted);
        replica.kill();
        arena.fleet().awaitEnd(victim);
        boolean replaced = Arena.await(() -> arena.control().relayed() > noted, Arena.PATIENCE);
        arena.restart(victim);
        return new Evidence(
                victim + " (relay)",
                halted != null && replaced && open + ahead > 0,
                (halted == null ? "had nothing to relay" : "ended at " + halted.detail()) + ", " + ahead
                        + " records were in the topics behind its note " + noted + ", " + open
                        + " in an open transaction, " + (replaced ? "another relay went on" : "nobody went on"));
    }

    private static long recordsBehind(Arena arena, long noted) {
        return arena.brokers().topics().last(LOOK_BACK).stream()
                .flatMap(each -> RecordHeaders.of(each.headers()).stream())
                .filter(headers -> headers.position().value() > noted)
                .count();
    }
}
