package dev.leat.lease;

import dev.leat.failure.Limits;
import java.time.Duration;

/**
 * Times of the lease protocol. They decide how fast work moves, never whether it is right. Immutable.
 *
 * @param heartbeatInterval how often a replica says that it is alive and looks at the others
 * @param timeout age of a heartbeat at which its replica counts as gone
 * @param handOverTimeout how long a claimant waits for a living owner to release
 * @param stuckTimeout how long an owner may make no progress before its partition is taken back
 */
public record LeaseTiming(
        Duration heartbeatInterval, Duration timeout, Duration handOverTimeout, Duration stuckTimeout) {

    /** How often a replica says that it is alive: 1 s. */
    public static final Duration DEFAULT_HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

    /** Age of a heartbeat at which its replica counts as gone: 4 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(4);

    /** How long a claimant waits for a living owner to release: 10 s. */
    public static final Duration DEFAULT_HAND_OVER_TIMEOUT = Duration.ofSeconds(10);

    /** How long an owner may make no progress before its partition is taken back: 60 s. */
    public static final Duration DEFAULT_STUCK_TIMEOUT = Duration.ofSeconds(60);

    public static final LeaseTiming DEFAULTS = new LeaseTiming(
            DEFAULT_HEARTBEAT_INTERVAL, DEFAULT_TIMEOUT, DEFAULT_HAND_OVER_TIMEOUT, DEFAULT_STUCK_TIMEOUT);

    public LeaseTiming {
        Limits.pause("leat.lease.heartbeat-interval", heartbeatInterval);
        Limits.pause("leat.lease.timeout", timeout);
        Limits.wait("leat.lease.hand-over-timeout", handOverTimeout);
        Limits.pause("leat.lease.stuck-timeout", stuckTimeout);
        if (heartbeatInterval.multipliedBy(2).compareTo(timeout) > 0) {
            throw new IllegalArgumentException(
                    "leat.lease.timeout must be at least twice leat.lease.heartbeat-interval: " + timeout + " against "
                            + heartbeatInterval + ". Raise the one or lower the other.");
        }
    }
}
