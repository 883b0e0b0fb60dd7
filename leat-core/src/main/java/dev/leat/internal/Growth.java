package dev.leat.internal;

import dev.leat.batch.BatchFold;
import dev.leat.batch.BatchLimits;
import dev.leat.event.Position;

/**
 * Whether a batch goes on over another read. The more events a commit has, the fewer times a document is written that
 * many of them concern; so while there is a backlog, a batch goes on until it changes many documents or has taken long.
 * One in which something fails is given up and read anew piece by piece, because its earlier events are at hand no more.
 * Confined to the projection task.
 */
final class Growth {

    /** A read that gave so many positions shows a backlog; one that gave fewer has nearly caught up. */
    private static final int BACKLOG_EVENTS = 1_000;

    private final BatchLimits limits;
    private Position aloneUntil = Position.START;
    private long startedAt;

    Growth(BatchLimits limits) {
        this.limits = limits;
    }

    /** Notes that a batch starts. */
    void starts(long now) {
        startedAt = now;
    }

    /** Has every read up to a position, by the hindmost of its partitions, be a batch of its own. */
    void stopUntil(Position position) {
        aloneUntil = position;
    }

    /** Whether a batch that was folded so far may go on. */
    boolean allows(Batch<?> batch, BatchFold<?> fold, long now) {
        int changes =
                fold.documents().size() + fold.writes().size() + fold.held().size();
        return batch.goesOn()
                && batch.lastRead() >= Math.min(BACKLOG_EVENTS, limits.maxEvents())
                && batch.reads() < limits.maxReads()
                && changes < limits.maxEvents()
                && aloneUntil.isBefore(batch.lowest())
                && now - startedAt < limits.maxLinger().toNanos();
    }
}
