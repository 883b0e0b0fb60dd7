package dev.leat.internal;

import dev.leat.rebuild.RebuildLimits;
import java.time.Duration;

/**
 * Holds a version back that is not live yet, so that replica and database have time for those that are. It rests between
 * batches, never within one. Confined to the projection task.
 */
final class Throttle {

    /** A batch is so small that it rests no longer than this for its documents: an owner that rests must not look stuck. */
    private static final int LONGEST_REST_SECONDS = 5;

    private final RebuildLimits limits;
    private boolean on;
    private long startedAt;
    private long restUntil;

    Throttle(RebuildLimits limits) {
        this.limits = limits;
    }

    /** Begins or ends to hold back. */
    void set(boolean wanted) {
        on = wanted;
    }

    /** How many events to read at a time. */
    int maxEvents(int otherwise) {
        long most = (long) limits.maxDocumentsPerSecond() * LONGEST_REST_SECONDS;
        return isByDocuments() ? (int) Math.min(otherwise, most) : otherwise;
    }

    /** Whether a batch must be a single read. */
    boolean isByDocuments() {
        return on && limits.maxDocumentsPerSecond() > 0;
    }

    /** Notes that a batch begins. */
    void starts(long now) {
        startedAt = now;
    }

    /** Notes that a batch is committed. */
    void committed(int documents, long now) {
        if (!on) {
            return;
        }
        long spent = now - startedAt;
        long byShare = spent * (100 - limits.maxPercent()) / limits.maxPercent();
        long byDocuments = isByDocuments()
                ? Duration.ofSeconds(documents)
                                .dividedBy(limits.maxDocumentsPerSecond())
                                .toNanos()
                        - spent
                : 0;
        restUntil = now + Math.max(byShare, byDocuments);
    }

    /** How long to wait before the next batch. */
    Duration rest(long now) {
        return on && restUntil > now ? Duration.ofNanos(restUntil - now) : Duration.ZERO;
    }
}
