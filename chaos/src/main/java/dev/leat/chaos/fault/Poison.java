package dev.leat.chaos.fault;

import dev.leat.chaos.workload.ChaosProjections;
import dev.leat.chaos.workload.ChaosStores;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkSelection;
import dev.leat.partition.ProjectionId;
import java.util.Random;

/** {@link FaultKind#POISON}: keys are parked, everything else flows, the fold is mended, the keys are tried again. */
final class Poison implements Fault {

    private static final int MOST_EVENTS = 10;
    private static final int PARKED_MILLIS = 4_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int events = 2 + random.nextInt(MOST_EVENTS);
        arena.fleet().spoil();
        arena.load().poison(events);
        boolean parked = Arena.await(() -> arena.control().parkedKeys() > 0, Arena.PATIENCE);
        Thread.sleep(PARKED_MILLIS);
        long keys = arena.control().parkedKeys();
        boolean flowed = arena.awaitRecovery(Arena.PATIENCE) != null;
        arena.fleet().mend();
        boolean freed = Arena.await(() -> retryAll(arena), Arena.PATIENCE);
        return new Evidence(
                ChaosProjections.FRAGILE,
                parked && flowed && freed,
                keys + " keys were parked, " + (flowed ? "everything else flowed, " : "something else stood still, ")
                        + (freed ? "all were freed once mended" : "some stayed parked"));
    }

    /** Asks again each time: a key that is retrying may be parked a moment later. */
    private static boolean retryAll(Arena arena) {
        ProjectionId fragile = new ProjectionId(ChaosProjections.FRAGILE, 1);
        try (LeatMongo stores = ChaosStores.open(arena.servers().client())) {
            ParkedKeys.of(stores).retry(new ParkSelection.All(fragile), "chaos", "the fold is mended");
        }
        return arena.control().parkedKeys() == 0;
    }
}
