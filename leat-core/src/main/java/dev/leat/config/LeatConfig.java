package dev.leat.config;

import dev.leat.batch.BatchLimits;
import dev.leat.failure.Limits;
import dev.leat.lease.LeaseTiming;
import dev.leat.ledger.TailerLimits;
import dev.leat.observe.HealthLimits;
import dev.leat.park.RetryLimits;
import dev.leat.rebuild.RebuildLimits;
import java.time.Duration;

/**
 * All limits of one replica. Immutable.
 *
 * @param shutdownWait how long {@code close} waits for hand-over before it gives up
 */
public record LeatConfig(
        LeaseTiming lease,
        TailerLimits tailer,
        BatchLimits batch,
        RetryLimits retry,
        HealthLimits health,
        RebuildLimits rebuild,
        Duration shutdownWait) {

    /** How long close waits for hand-over: 10 s. */
    public static final Duration DEFAULT_SHUTDOWN_WAIT = Duration.ofSeconds(10);

    public static final LeatConfig DEFAULTS = new LeatConfig(
            LeaseTiming.DEFAULTS,
            TailerLimits.DEFAULTS,
            BatchLimits.DEFAULTS,
            RetryLimits.DEFAULTS,
            HealthLimits.DEFAULTS,
            RebuildLimits.DEFAULTS,
            DEFAULT_SHUTDOWN_WAIT);

    public LeatConfig {
        Limits.wait("leat.shutdown-wait", shutdownWait);
    }

    public LeatConfig withLease(LeaseTiming newLease) {
        return new LeatConfig(newLease, tailer, batch, retry, health, rebuild, shutdownWait);
    }

    public LeatConfig withTailer(TailerLimits newTailer) {
        return new LeatConfig(lease, newTailer, batch, retry, health, rebuild, shutdownWait);
    }

    public LeatConfig withBatch(BatchLimits newBatch) {
        return new LeatConfig(lease, tailer, newBatch, retry, health, rebuild, shutdownWait);
    }

    public LeatConfig withRetry(RetryLimits newRetry) {
        return new LeatConfig(lease, tailer, batch, newRetry, health, rebuild, shutdownWait);
    }

    public LeatConfig withHealth(HealthLimits newHealth) {
        return new LeatConfig(lease, tailer, batch, retry, newHealth, rebuild, shutdownWait);
    }

    public LeatConfig withRebuild(RebuildLimits newRebuild) {
        return new LeatConfig(lease, tailer, batch, retry, health, newRebuild, shutdownWait);
    }
}
