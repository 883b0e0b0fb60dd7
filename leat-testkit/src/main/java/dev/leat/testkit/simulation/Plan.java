package dev.leat.testkit.simulation;

import dev.leat.batch.BatchLimits;
import dev.leat.config.LeatConfig;
import dev.leat.lease.LeaseTiming;
import dev.leat.ledger.TailerLimits;
import dev.leat.park.RetryLimits;
import java.time.Duration;

/**
 * What kind of run a seed makes. Immutable.
 *
 * @param eventsBefore events that exist before Leat comes
 * @param eventsDuring events appended while faults happen
 * @param lateProjection whether a projection is added while others run
 * @param renames whether the event collection is now and then renamed away
 * @param chaosNanos how long faults happen
 * @param disasterNanos mean time between crashes, pauses, restarts and the like
 */
record Plan(
        int replicas,
        int streams,
        int eventsBefore,
        int eventsDuring,
        boolean lateProjection,
        boolean renames,
        long chaosNanos,
        long disasterNanos,
        CallFaults faults,
        double trouble,
        double refusals,
        LeatConfig config) {

    /** How often a single call to the store meets each fault, from 0 to 1. Immutable. */
    record CallFaults(
            double lostRequest, double lostReply, double delayed, double crash, double slow, double lostWakeup) {}

    static Plan draw(Chance chance) {
        double intensity = chance.oneOf(0, 0.3, 1, 1, 3);
        return new Plan(
                chance.between(1, 5),
                chance.between(2, 12),
                chance.of(0.5) ? 0 : chance.between(1, 60),
                chance.between(10, 100),
                chance.of(0.3),
                chance.of(0.12),
                chance.between(8, 25) * SimulatedTime.SECOND,
                (long) (chance.oneOf(0.7, 1.5, 4, 1_000) * SimulatedTime.SECOND),
                new CallFaults(
                        intensity * 0.01,
                        intensity * 0.01,
                        intensity * 0.02,
                        intensity * 0.002,
                        chance.oneOf(0, 0.01, 0.05),
                        chance.oneOf(0, 0.1, 0.9)),
                chance.oneOf(0, 0, 0.03, 0.15),
                chance.oneOf(0, 0, 0, 0.05),
                config(chance));
    }

    private static LeatConfig config(Chance chance) {
        return LeatConfig.DEFAULTS
                .withLease(new LeaseTiming(
                        Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(6), Duration.ofSeconds(15)))
                .withTailer(new TailerLimits(
                        chance.between(1, 8), Duration.ZERO, Duration.ofSeconds(3), chance.between(1, 20)))
                .withBatch(new BatchLimits(
                        chance.between(1, 12),
                        chance.between(1, 4),
                        chance.between(0, 10),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(chance.between(0, 500))))
                .withRetry(new RetryLimits(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(2), 500));
    }
}
