package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** {@link FaultKind#REBALANCE_STORM}. */
final class RebalanceStorm implements Fault {

    private static final int ROUNDS = 6;
    private static final int MOST_REST_MILLIS = 2_500;
    private static final String GUEST = "replica-9";

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        List<Owned> owned = arena.control().partitions();
        long epochs = epochs(owned);
        int thrownOut = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean guestIsThere = arena.fleet().names().contains(GUEST);
            if (!guestIsThere) {
                arena.fleet().start(GUEST);
            }
            thrownOut += arena.brokers().groups().throwOut();
            Thread.sleep(random.nextInt(MOST_REST_MILLIS));
            if (guestIsThere && random.nextBoolean()) {
                end(arena);
            }
        }
        if (arena.fleet().names().contains(GUEST)) {
            end(arena);
        }
        boolean settled = arena.awaitOwners(Set.copyOf(arena.fleet().names()));
        long claims = epochs(arena.control().partitions()) - epochs;
        return new Evidence(
                "the groups",
                thrownOut > 0 && claims > 0,
                thrownOut + " members were thrown out in " + ROUNDS + " rounds, partitions were claimed " + claims
                        + " times" + (settled ? "" : ", and are not shared by all yet"));
    }

    private static long epochs(List<Owned> partitions) {
        return partitions.stream().mapToLong(Owned::epoch).sum();
    }

    private static void end(Arena arena) throws InterruptedException {
        arena.fleet().replica(GUEST).terminate();
        arena.fleet().awaitEnd(GUEST);
    }
}
