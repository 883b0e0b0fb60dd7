package dev.leat.verify;

/** Hears how far a check is. Called on the checker's thread. */
@FunctionalInterface
public interface CheckProgress {

    /** Nobody listens. */
    CheckProgress NONE = (what, done, of) -> {};

    /**
     * A step is done.
     *
     * @param what the step in words, for example {@code ledger of events}
     * @param done how much of the whole is done
     * @param of the whole, in the same unit
     */
    void at(String what, long done, long of);
}
