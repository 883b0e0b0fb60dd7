package dev.leat.observe;

import dev.leat.failure.Limits;
import java.time.Duration;

/**
 * What counts as unhealthy. Immutable.
 *
 * @param stalledAfter how long there may be no progress while there is something to do; longer than the longest batch
 */
public record HealthLimits(Duration stalledAfter) {

    /** How long there may be no progress: 60 s. */
    public static final Duration DEFAULT_STALLED_AFTER = Duration.ofSeconds(60);

    public static final HealthLimits DEFAULTS = new HealthLimits(DEFAULT_STALLED_AFTER);

    public HealthLimits {
        Limits.pause("leat.health.stalled-after", stalledAfter);
    }
}
