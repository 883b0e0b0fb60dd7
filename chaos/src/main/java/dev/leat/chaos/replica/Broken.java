package dev.leat.chaos.replica;

/** Ways in which a store, or a consumer, can break its promises: the judge must notice each. */
public enum Broken {
    /** The documents are stored first, and the checkpoints in a transaction of their own. */
    CHECKPOINT_APART,
    /** A commit that names an old epoch or position takes effect all the same. */
    NO_FENCE,
    /** A consumer takes a record for a new event though it had that event before. Only on routes with topics. */
    KEEP_DOUBLES,
    /** A consumer does not look for what is missing between two records. Only on routes with topics. */
    KEEP_GAPS;

    /** Whether a store breaks it; else a consumer does. */
    public boolean isOfStore() {
        return this == CHECKPOINT_APART || this == NO_FENCE;
    }
}
