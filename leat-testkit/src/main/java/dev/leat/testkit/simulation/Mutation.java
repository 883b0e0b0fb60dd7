package dev.leat.testkit.simulation;

/** A promise of the store that the simulated store breaks, to prove that the simulation notices. */
public enum Mutation {
    /** Every promise is kept. */
    NONE,
    /** A commit is accepted whatever epoch it carries. */
    COMMIT_IGNORES_EPOCH,
    /** A commit is accepted wherever the checkpoint is. */
    COMMIT_IGNORES_POSITION,
    /** A commit that leaves its checkpoint where it is, as a retry does, is not fenced at all. */
    RETRY_IS_NOT_FENCED,
    /** Documents first, the checkpoint in a write of its own. */
    CHECKPOINT_AFTER_DOCUMENTS,
    /** The checkpoint first, documents in a write of their own. */
    CHECKPOINT_BEFORE_DOCUMENTS,
    /** An entry is taken behind the end, although its tailer remembers another end. */
    APPEND_TRUSTS_THE_TAILER,
    /** What a tailer recorded counts even when the ledger ends elsewhere. */
    COVER_COUNTS_ANYWHERE,
    /** A claim changes the owner and not the epoch. */
    CLAIM_KEEPS_THE_EPOCH,
    /** A release moves the checkpoint, whoever asks and wherever it is. */
    RELEASE_IS_NOT_FENCED,
    /** After a loss of history the change stream goes on from now. */
    HISTORY_LOSS_JUMPS_TO_NOW,
    /** Events that queue behind a failed one are dropped. */
    FOLLOWERS_OF_A_PARKED_EVENT_ARE_DROPPED
}
