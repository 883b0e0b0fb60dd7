package dev.leat.batch;

import dev.leat.failure.Limits;
import java.time.Duration;

/**
 * Limits of a batch. Immutable.
 *
 * @param maxEvents most events read at a time; a batch that changes so many documents is committed
 * @param maxReads most reads for one batch; more than one only while there is a backlog
 * @param cacheDocuments documents kept in memory per projection and replica
 * @param idleCheckpointInterval how often the checkpoint of a partition without events is stored
 * @param maxLinger how long a batch gathers at most: a small one waits for more events while its source is busy, and
 *     one with a backlog reads on; 0: not at all
 */
public record BatchLimits(
        int maxEvents, int maxReads, int cacheDocuments, Duration idleCheckpointInterval, Duration maxLinger) {

    /** Most events read at a time: {@value}. */
    public static final int DEFAULT_MAX_EVENTS = 5_000;

    /** Most reads for one batch: {@value}. */
    public static final int DEFAULT_MAX_READS = 20;

    /** Documents kept in memory per projection and replica: {@value}. */
    public static final int DEFAULT_CACHE_DOCUMENTS = 20_000;

    /** How often the checkpoint of a partition without events is stored: 2 s. */
    public static final Duration DEFAULT_IDLE_CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

    /** How long a batch gathers events at most: 500 ms. */
    public static final Duration DEFAULT_MAX_LINGER = Duration.ofMillis(500);

    /** Upper bound of {@code maxEvents}, which are held in memory. */
    public static final int MOST_EVENTS = 10_000_000;

    public static final BatchLimits DEFAULTS = new BatchLimits(
            DEFAULT_MAX_EVENTS,
            DEFAULT_MAX_READS,
            DEFAULT_CACHE_DOCUMENTS,
            DEFAULT_IDLE_CHECKPOINT_INTERVAL,
            DEFAULT_MAX_LINGER);

    public BatchLimits {
        Limits.number("leat.batch.max-events", maxEvents, 1, MOST_EVENTS);
        Limits.number("leat.batch.max-reads", maxReads, 1, Integer.MAX_VALUE);
        Limits.number("leat.batch.cache-documents", cacheDocuments, 0, Integer.MAX_VALUE);
        Limits.pause("leat.batch.idle-checkpoint-interval", idleCheckpointInterval);
        Limits.wait("leat.batch.max-linger", maxLinger);
    }
}
