package dev.leat.park;

/** What is to happen to a parked key. */
public sealed interface ParkAction {

    /** Tries the queue again from the event that failed, with a new budget. */
    record Retry() implements ParkAction {}

    /** Removes the event that failed and goes on with the rest of the queue. */
    record Discard() implements ParkAction {}

    /**
     * Folds another event in the place of the one that failed, and goes on with the rest of the queue. Immutable as long
     * as the replacement is.
     *
     * @param replacement the event's document as it should have been, in the form in which the store keeps events
     */
    record Edit(Object replacement) implements ParkAction {

        /** Without the replacement, so that it may be logged. */
        @Override
        public String toString() {
            return "Edit";
        }
    }
}
