package dev.leat.testkit.simulation;

/**
 * A promise of the protocol that the simulated store breaks: to prove that the simulation notices, or, for those that
 * {@linkplain #breaksGuarantee() break nothing}, that safety does not rest on it.
 */
public enum Mutation {
    NONE(Part.NONE, "Every promise is kept."),

    COMMIT_IGNORES_EPOCH(Part.COMMIT, "A commit is accepted whatever epoch it carries."),
    COMMIT_IGNORES_POSITION(Part.COMMIT, "A commit is accepted wherever the checkpoint is."),
    COMMIT_CHECKS_ONE_PARTITION(Part.COMMIT, "Of a commit over several partitions only the first is fenced."),
    RETRY_IS_NOT_FENCED(
            Part.COMMIT, "A commit that leaves its checkpoint where it is, as a retry does, is not fenced."),
    FENCED_COMMIT_SAYS_COMMITTED(Part.COMMIT, "A commit that was fenced is reported as done."),
    CHECKPOINT_AFTER_DOCUMENTS(Part.COMMIT, "Documents first, the checkpoint in a write of its own."),
    CHECKPOINT_BEFORE_DOCUMENTS(Part.COMMIT, "The checkpoint first, documents in a write of their own."),
    PARKED_KEYS_AFTER_CHECKPOINT(Part.COMMIT, "Parked keys are written after the transaction."),
    PARKED_KEYS_BEFORE_CHECKPOINT(Part.COMMIT, "Parked keys are written before the transaction."),
    READ_IS_STALE(Part.COMMIT, "A document is read as it was before its last change."),
    CACHE_SURVIVES_FENCING(
            Part.COMMIT, "A replica starts from the documents that it last had, although others owned them."),
    DELETION_IS_LOST(Part.COMMIT, "A document that a fold deletes stays."),

    CLAIM_KEEPS_THE_EPOCH(Part.LEASE, "A claim changes the owner and not the epoch."),
    CLAIM_IGNORES_THE_EPOCH(Part.LEASE, "A claim succeeds although somebody else claimed since it looked."),
    CLAIM_SKIPS_AHEAD(Part.LEASE, "A claim moves the checkpoint to the ledger's end."),
    RELEASE_IS_NOT_FENCED(Part.LEASE, "A release moves the checkpoint, whoever asks and wherever it is."),

    APPEND_TRUSTS_THE_TAILER(Part.LEDGER, "A second tailer's entry is taken, behind the end that it does not know."),
    COVER_COUNTS_ANYWHERE(Part.LEDGER, "What a tailer recorded counts even when the ledger ends elsewhere."),
    TOKEN_BEFORE_ENTRY(Part.LEDGER, "The resume token is written before the entry that it covers."),
    ENTRY_LOSES_AN_EVENT(Part.LEDGER, "An entry lacks an event that its token covers."),
    ENTRY_HOLDS_AN_EVENT_TWICE(Part.LEDGER, "An entry holds an event twice."),
    ENTRY_IS_REORDERED(Part.LEDGER, "The events of an entry stand in reverse."),
    STREAM_SKIPS_AN_EVENT(Part.LEDGER, "The change stream passes over an event."),
    STREAM_REPEATS_AN_EVENT(Part.LEDGER, "The change stream shows the last event of the poll before again."),

    HISTORY_LOSS_JUMPS_TO_NOW(Part.RECONCILIATION, "After a loss of history the change stream goes on from now."),
    SCAN_BEFORE_STREAM(
            Part.RECONCILIATION, "The scan reads the collection as it was before the change stream was opened."),
    SCAN_DOES_NOT_WAIT_FOR_THE_STREAM(
            Part.RECONCILIATION, "A chunk of the scan is used before the stream has passed it."),
    SCAN_DOES_NOT_STRIKE_THE_KNOWN(Part.RECONCILIATION, "What the ledger had already is not struck from the scan."),
    SCAN_IS_CUT_SHORT(Part.RECONCILIATION, "The scan says that it is over before it is."),
    SCAN_IS_REVERSED(Part.RECONCILIATION, "A chunk of the scan comes in reverse."),

    FEED_SKIPS_AN_EVENT(Part.FEED, "A read of the ledger's events leaves one out."),
    FEED_REPEATS_AN_EVENT(Part.FEED, "A read of the ledger's events gives one twice."),
    FEED_IS_REORDERED(Part.FEED, "A read of the ledger's events swaps two."),
    FEED_GIVES_ANOTHER_BODY(Part.FEED, "Two events of a read have changed bodies."),
    FEED_SAYS_IT_READ_FURTHER(Part.FEED, "A read says that it went further than it did."),

    QUEUE_IS_LOST(Part.PARK, "Events that queue behind a failed one are dropped."),
    QUEUE_IS_REVERSED(Part.PARK, "The queue of a parked key is read in reverse."),
    QUEUE_HOLDS_AN_EVENT_TWICE(Part.PARK, "The first event of a parked key's queue is read twice."),
    QUEUE_KEEPS_WHAT_TOOK_EFFECT(Part.PARK, "Events that took effect stay in their queue."),
    PARKED_KEYS_ARE_FORGOTTEN(Part.PARK, "A new owner is not told which keys are parked."),
    KEY_STAYS_PARKED(Part.PARK, "A key whose retry ended well stays parked."),
    UNREADABLE_EVENT_IS_PARKED_ONCE(
            Part.PARK, "Only the first partition of a commit parks its part of an unreadable event."),
    STRAYED_EVENT_IS_DROPPED(Part.PARK, "A parked event that has to go to another partition does not arrive there."),
    REQUEST_STAYS(Part.PARK, "A request about a parked key stays when it was carried out."),
    NEWER_REQUEST_IS_LOST(
            Part.PARK, "A commit is accepted although somebody asked anew about the key that it concerns."),
    RULING_IS_LOST(Part.PARK, "That an event was discarded or replaced is not stored."),

    EVERY_LEASE_LOOKS_EXPIRED(
            Part.HARMLESS,
            "Each replica believes all others to be dead, and takes what they own in the middle of a batch."),
    OWNED_PARTITIONS_LOOK_FREE(
            Part.HARMLESS, "Partitions are claimed without waiting for their owner to give them back."),
    EVERYBODY_TAILS(Part.HARMLESS, "Each replica believes to hold the tailer role."),
    CLAIM_TELLS_AN_OLD_CHECKPOINT(Part.HARMLESS, "A claim tells the first position instead of the stored one."),
    RELEASE_IS_FORGOTTEN(Part.HARMLESS, "A release does nothing."),
    LEDGER_END_IS_STALE(Part.HARMLESS, "A tailer is told an end that the ledger had before."),
    TOKEN_AFTER_ENTRY(Part.HARMLESS, "The resume token is written after the entry that it covers."),
    COVER_IS_LOST(Part.HARMLESS, "The token of a quiet source is now and then not stored."),
    FEED_GIVES_FOREIGN_EVENTS(Part.HARMLESS, "A read of the ledger's events gives those of all slots."),
    REPORT_IS_LOST(Part.HARMLESS, "What a replica reports of itself is not stored."),
    NO_WAKE_UP_ARRIVES(Part.HARMLESS, "Nobody is told that anything changed.");

    private final Part part;
    private final String description;

    /** Where a promise belongs. */
    public enum Part {
        NONE,
        COMMIT,
        LEASE,
        LEDGER,
        RECONCILIATION,
        FEED,
        PARK,
        HARMLESS
    }

    Mutation(Part part, String description) {
        this.part = part;
        this.description = description;
    }

    /** The part of the protocol that it breaks. */
    public Part part() {
        return part;
    }

    /** What is broken, in one sentence. */
    public String description() {
        return description;
    }

    /** Whether the guarantee rests on the promise, so that a simulation must notice when it is broken. */
    public boolean breaksGuarantee() {
        return part != Part.NONE && part != Part.HARMLESS;
    }
}
