package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import java.util.List;
import java.util.Random;

/** {@link FaultKind#KILL}. */
final class KillReplica implements Fault {

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.victim(random);
        String target = arena.role(victim);
        List<Owned> owned = arena.control().ownedBy(victim);
        arena.fleet().replica(victim).kill();
        arena.fleet().awaitEnd(victim);
        boolean moved = arena.awaitMoved(owned);
        arena.restart(victim);
        return new Evidence(
                target,
                moved && !owned.isEmpty(),
                owned.size() + " partitions " + (moved ? "were taken over" : "stayed without an owner"));
    }
}
