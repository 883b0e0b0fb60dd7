package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import dev.leat.chaos.replica.Broken;
import dev.leat.chaos.replica.Order;
import dev.leat.chaos.replica.Point;
import dev.leat.chaos.replica.ReplicaProcess;
import dev.leat.chaos.replica.Report;
import dev.leat.chaos.replica.Report.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#KILL_IN_COMMIT}: before it is sent, after it is acknowledged, or in the middle of a broken store's. */
final class KillInCommit implements Fault {

    private static final Duration WORK_WAIT = Duration.ofSeconds(20);

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.victim(random);
        String target = arena.role(victim);
        Point point = random.nextBoolean() ? Point.BEFORE_COMMIT : Point.AFTER_COMMIT;
        List<Owned> owned = arena.control().ownedBy(victim);
        ReplicaProcess replica = arena.fleet().replica(victim);
        int mark = replica.mark();
        replica.dismiss();
        Set<Point> points =
                arena.fleet().breaks(Broken.CHECKPOINT_APART) ? Set.of(Point.AFTER_DOCUMENTS) : Set.of(point);
        replica.order(new Order(Order.Verb.HALT, points));
        @Nullable Report halted = replica.await(Kind.AMBUSHED, mark, WORK_WAIT);
        replica.kill();
        arena.fleet().awaitEnd(victim);
        boolean moved = arena.awaitMoved(owned);
        arena.restart(victim);
        return new Evidence(
                target,
                moved && halted != null && !owned.isEmpty(),
                (halted == null ? "had nothing to commit" : "ended at " + halted.detail()) + ", " + owned.size()
                        + " partitions " + (moved ? "were taken over" : "stayed without an owner"));
    }
}
