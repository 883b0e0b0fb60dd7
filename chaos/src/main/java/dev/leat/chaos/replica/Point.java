package dev.leat.chaos.replica;

/** A place in the work of a replica where an {@link Ambush} can wait. */
public enum Point {
    /** The tailer has an entry and has not stored it. */
    BEFORE_APPEND,
    /** The tailer has stored an entry and has read nothing since. */
    AFTER_APPEND,
    /** A batch with documents is folded and nothing of it is sent. */
    BEFORE_COMMIT,
    /** Only with a broken store: the documents are stored and the checkpoints are not. */
    AFTER_DOCUMENTS,
    /** A batch is committed and the replica does not know it yet. */
    AFTER_COMMIT,
    /** The relay has published some records of a run and has another in hand. */
    IN_RUN,
    /** The relay has published and has not noted how far. */
    BEFORE_NOTE
}
