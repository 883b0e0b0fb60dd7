package dev.leat.observe;

/** Whether a read model shows what an append committed. */
public enum Visibility {
    /** Its events have taken effect, as far as the projection folds them. */
    VISIBLE,
    /** A key that one of them concerns is parked at it or before it. */
    PARKED,
    /** Not before the time was over; they take effect all the same. */
    TIMED_OUT
}
