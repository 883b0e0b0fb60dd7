package dev.leat.config;

import dev.leat.batch.BatchLimits;
import dev.leat.failure.Limits;
import dev.leat.lease.LeaseTiming;
import dev.leat.ledger.TailerLimits;
import dev.leat.observe.HealthLimits;
import dev.leat.park.RetryLimits;
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
        Duration shutdownWait) {

    /** How long close waits for hand-over: 10 s. */
    public static final Duration DEFAULT_SHUTDOWN_WAIT = Duration.ofSeconds(10);

    public static final LeatConfig DEFAULTS = new LeatConfig(
            LeaseTiming.DEFAULTS,
            TailerLimits.DEFAULTS,
            BatchLimits.DEFAULTS,
            RetryLimits.DEFAULTS,
            HealthLimits.DEFAULTS,
            DEFAULT_SHUTDOWN_WAIT);

    public LeatConfig {
        Limits.wait("leat.shutdown-wait", shutdownWait);
    }

    public LeatConfig withLease(LeaseTiming newLease) {
        return new LeatConfig(newLease, tailer, batch, retry, health, shutdownWait);
    }

    public LeatConfig withTailer(TailerLimits newTailer) {
        return new LeatConfig(lease, newTailer, batch, retry, health, shutdownWait);
    }

    public LeatConfig withBatch(BatchLimits newBatch) {
        return new LeatConfig(lease, tailer, newBatch, retry, health, shutdownWait);
    }

    public LeatConfig withRetry(RetryLimits newRetry) {
        return new LeatConfig(lease, tailer, batch, newRetry, health, shutdownWait);
    }

    public LeatConfig withHealth(HealthLimits newHealth) {
        return new LeatConfig(lease, tailer, batch, retry, newHealth, shutdownWait);
    }
}
