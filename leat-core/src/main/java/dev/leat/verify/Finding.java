package dev.leat.verify;

/**
 * Something that is not as the guarantee says. Immutable.
 *
 * @param subject where: a source with a position, a partition, or a projection with a key
 * @param detail what was found and what it should be; may hold values of read-model documents
 */
public record Finding(Kind kind, String subject, String detail) {

    /** What is wrong. */
    public enum Kind {
        /** A committed event is not in the ledger, although the ledger claims to cover it. */
        EVENT_NOT_IN_LEDGER,
        /** An event is in the ledger more than once. */
        EVENT_TWICE_IN_LEDGER,
        /** Positions of the ledger are not dense. */
        GAP_IN_LEDGER,
        /** An entry cannot be read. */
        DAMAGED_ENTRY,
        /** An event stands in the ledger behind a later version of its stream. */
        STREAM_OUT_OF_ORDER,
        /** The slot in the ledger is not that of the event's stream. */
        WRONG_SLOT,
        /** A checkpoint, epoch or counter that cannot be, or a partition that is missing. */
        IMPOSSIBLE_CHECKPOINT,
        /** An event behind the checkpoint cannot be folded and is parked nowhere. */
        EVENT_SKIPPED,
        /** A parked key without a queue, a queue without a parked key, or a queued event that cannot be. */
        BROKEN_QUEUE,
        /** A ruling about an event that still waits, was never passed, or stands elsewhere, or whose replacement cannot be. */
        BROKEN_RULING,
        /** A document that the events do not explain. */
        DOCUMENT_UNEXPLAINED,
        /** A document that the events demand is not there. */
        DOCUMENT_MISSING,
        /** A document lacks events. */
        EVENT_LOST,
        /** A document holds events more than once. */
        EVENT_TWICE,
        /** A document holds the right events in another order. */
        EVENTS_OUT_OF_ORDER,
        /** A document differs from the fold, and nothing in it tells why. */
        DOCUMENT_DIFFERS,
        /** An epoch or checkpoint went back while it was watched, or an epoch was given to two replicas. */
        HISTORY_WENT_BACK
    }

    @Override
    public String toString() {
        return kind + " " + subject + ": " + detail;
    }
}
