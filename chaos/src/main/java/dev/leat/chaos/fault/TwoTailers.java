package dev.leat.chaos.fault;

import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.Point;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report.Kind;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** {@link FaultKind#TWO_TAILERS}: one is stopped with an entry in its hand, replaced, and let go. */
final class TwoTailers implements Fault {

    private static final Duration WORK_WAIT = Duration.ofSeconds(20);

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.tailer();
        if (victim.isEmpty()) {
            return new Evidence("nobody", false, "there was no tailer to be struck");
        }
        ReplicaProcess replica = arena.fleet().replica(victim);
        int mark = replica.mark();
        replica.order(new Order(Order.Verb.HOLD, Set.of(Point.BEFORE_APPEND)));
        boolean held = replica.await(Kind.AMBUSHED, mark, WORK_WAIT) != null;
        replica.freeze();
        long end = arena.control().ledgerEnd();
        boolean replaced = Arena.await(
                () -> !arena.control().tailer().isEmpty()
                        && !arena.control().tailer().equals(victim)
                        && arena.control().ledgerEnd() > end,
                Arena.PATIENCE);
        replica.order(Order.of(Order.Verb.GO));
        replica.thaw();
        boolean occupied = held && replica.await(Kind.OCCUPIED, mark, WORK_WAIT) != null;
        return new Evidence(
                victim + " (tailer)",
                replaced && occupied,
                (held ? "paused with an entry in hand, " : "paused without an entry, ")
                        + (replaced ? "replaced, " : "not replaced, ")
                        + (occupied ? "its entry met another in its place" : "its entry met no other"));
    }
}
