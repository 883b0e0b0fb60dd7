package dev.leat.readmodel;

import dev.leat.projection.Key;

/** What became of a commit that the store answered. */
public sealed interface CommitOutcome {

    /** All of it took effect, on a majority. */
    record Committed() implements CommitOutcome {}

    /** None of it took effect: an epoch, position or request is not the stored one. Normal after a hand-over. */
    record Fenced() implements CommitOutcome {}

    /**
     * None of it took effect: the store can never take this document as it is.
     *
     * @param reason in words, without payload
     */
    record Refused(Key key, String reason) implements CommitOutcome {}
}
