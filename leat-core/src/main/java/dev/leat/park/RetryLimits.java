package dev.leat.park;

import dev.leat.failure.Limits;
import java.time.Duration;

/**
 * How failures of events are retried. Immutable.
 *
 * @param budget how long Leat tries a failed event by itself before its key stays parked
 * @param firstDelay pause before the first retry; doubles each time
 * @param maxDelay longest pause between two retries
 * @param maxParkedKeys parked keys of one projection on one replica at which it stands still instead of parking more; an
 *     event that several partitions have parked counts once
 */
public record RetryLimits(Duration budget, Duration firstDelay, Duration maxDelay, int maxParkedKeys) {

    /** How long Leat tries a failed event by itself: 1 min. */
    public static final Duration DEFAULT_BUDGET = Duration.ofMinutes(1);

    /** Pause before the first retry: 200 ms. */
    public static final Duration DEFAULT_FIRST_DELAY = Duration.ofMillis(200);

    /** Longest pause between two retries: 15 s. */
    public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(15);

    /** Parked keys of one projection on one replica at which it stands still: {@value}. */
    public static final int DEFAULT_MAX_PARKED_KEYS = 10_000;

    public static final RetryLimits DEFAULTS =
            new RetryLimits(DEFAULT_BUDGET, DEFAULT_FIRST_DELAY, DEFAULT_MAX_DELAY, DEFAULT_MAX_PARKED_KEYS);

    public RetryLimits {
        Limits.wait("leat.retry.budget", budget);
        Limits.pause("leat.retry.first-delay", firstDelay);
        Limits.pause("leat.retry.max-delay", maxDelay);
        Limits.number("leat.retry.max-parked-keys", maxParkedKeys, 1, Integer.MAX_VALUE);
    }
}
