package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#TERMINATE}. */
final class TerminateReplica implements Fault {

    /** What a JVM ends with that was told to by SIGTERM. */
    private static final int IN_ORDER = 143;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.victim(random);
        String target = arena.role(victim);
        List<Owned> owned = arena.control().ownedBy(victim);
        arena.fleet().replica(victim).terminate();
        @Nullable Integer code = arena.fleet().awaitEnd(victim);
        boolean moved = arena.awaitMoved(owned);
        arena.restart(victim);
        return new Evidence(
                target,
                moved && !owned.isEmpty() && code != null && code == IN_ORDER,
                "ended with " + code + ", " + owned.size() + " partitions "
                        + (moved ? "were handed over" : "stayed without an owner"));
    }
}
