package dev.leat.chaos.replica;

/** Ways in which a store can break its promises: the judge must notice each. */
public enum Broken {
    /** The documents are stored first, and the checkpoints in a transaction of their own. */
    CHECKPOINT_APART,
    /** A commit that names an old epoch or position takes effect all the same. */
    NO_FENCE
}
