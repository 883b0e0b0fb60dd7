package dev.leat.chaos.fault;

import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.Point;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report;
import dev.leat.chaos.replica.Report.Kind;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#KILL_TAILER}. */
final class KillTailer implements Fault {

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        Point point = random.nextInt(4) == 0 ? Point.BEFORE_APPEND : Point.AFTER_APPEND;
        String victim = arena.tailer();
        if (victim.isEmpty()) {
            return new Evidence("nobody", false, "there was no tailer to be struck");
        }
        ReplicaProcess replica = arena.fleet().replica(victim);
        int mark = replica.mark();
        replica.dismiss();
        replica.order(new Order(Order.Verb.HALT, Set.of(point)));
        @Nullable Report halted = replica.await(Kind.AMBUSHED, mark, Arena.PATIENCE);
        long end = arena.control().ledgerEnd();
        replica.kill();
        arena.fleet().awaitEnd(victim);
        boolean replaced = Arena.await(
                () -> !arena.control().tailer().isEmpty()
                        && !arena.control().tailer().equals(victim)
                        && arena.control().ledgerEnd() > end,
                Arena.PATIENCE);
        arena.restart(victim);
        return new Evidence(
                victim + " (tailer)",
                halted != null && replaced,
                (halted == null ? "had nothing to append" : "ended at " + halted.detail()) + ", "
                        + (replaced ? "another went on behind position " + end : "nobody went on"));
    }
}
