package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.Point;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** {@link FaultKind#PAUSE}. */
final class PauseReplica implements Fault {

    private static final Duration WORK_WAIT = Duration.ofSeconds(20);
    private static final int MOST_EXTRA_MILLIS = 4_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.victim(random);
        String target = arena.role(victim);
        ReplicaProcess replica = arena.fleet().replica(victim);
        int extra = random.nextInt(MOST_EXTRA_MILLIS);
        int mark = replica.mark();
        replica.order(new Order(Order.Verb.HOLD, Set.of(Point.BEFORE_COMMIT)));
        boolean held = replica.await(Kind.AMBUSHED, mark, WORK_WAIT) != null;
        replica.freeze();
        List<Owned> owned = arena.control().ownedBy(victim);
        boolean moved = arena.awaitMoved(owned);
        Thread.sleep(extra);
        replica.order(Order.of(Order.Verb.GO));
        replica.thaw();
        boolean fenced = held && replica.await(Kind.FENCED, mark, WORK_WAIT) != null;
        return new Evidence(
                target,
                moved && fenced && !owned.isEmpty(),
                (held ? "paused at a commit, " : "paused without a commit at hand, ") + owned.size() + " partitions "
                        + (moved ? "were taken over, " : "were not taken over, ")
                        + (fenced ? "the zombie's commit was refused" : "no commit of the zombie was refused"));
    }
}
