package dev.leat.rebuild;

import dev.leat.failure.Limits;

/**
 * How much a replica does at most for a version that is not live yet. Immutable.
 *
 * @param maxPercent of the time; after each batch it rests for as long as that takes. 100: no rest
 * @param maxDocumentsPerSecond written by one replica for one projection; 0: no limit
 */
public record RebuildLimits(int maxPercent, int maxDocumentsPerSecond) {

    /** Share of the time that a rebuild takes at most: {@value} percent. */
    public static final int DEFAULT_MAX_PERCENT = 50;

    /** Documents that a rebuild writes a second: {@value}, no limit. */
    public static final int DEFAULT_MAX_DOCUMENTS_PER_SECOND = 0;

    public static final RebuildLimits DEFAULTS =
            new RebuildLimits(DEFAULT_MAX_PERCENT, DEFAULT_MAX_DOCUMENTS_PER_SECOND);

    public RebuildLimits {
        Limits.number("leat.rebuild.max-percent", maxPercent, 1, 100);
        Limits.number("leat.rebuild.max-documents-per-second", maxDocumentsPerSecond, 0, Integer.MAX_VALUE);
    }
}
