package dev.leat.batch;

import java.time.Duration;

/**
 * Limits of a batch. Immutable.
 *
 * @param maxEvents most events read for one batch
 * @param cacheDocuments documents kept in memory per projection and replica
 * @param idleCheckpointInterval how often the checkpoint of a partition without events is stored
 */
public record BatchLimits(int maxEvents, int cacheDocuments, Duration idleCheckpointInterval) {

    /** Most events read for one batch: {@value}. */
    public static final int DEFAULT_MAX_EVENTS = 5_000;

    /** Documents kept in memory per projection and replica: {@value}. */
    public static final int DEFAULT_CACHE_DOCUMENTS = 20_000;

    /** How often the checkpoint of a partition without events is stored: 2 s. */
    public static final Duration DEFAULT_IDLE_CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

    public static final BatchLimits DEFAULTS =
            new BatchLimits(DEFAULT_MAX_EVENTS, DEFAULT_CACHE_DOCUMENTS, DEFAULT_IDLE_CHECKPOINT_INTERVAL);

    public BatchLimits {
        if (maxEvents < 1 || cacheDocuments < 0) {
            throw new IllegalArgumentException("Batch limits are too small: max-events " + maxEvents
                    + " (1 or more), cache-documents " + cacheDocuments + " (0 or more).");
        }
    }
}
