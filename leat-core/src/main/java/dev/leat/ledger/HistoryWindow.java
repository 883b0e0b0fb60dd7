package dev.leat.ledger;

import java.time.Instant;

/** How far back change streams can be opened. Immutable. */
public sealed interface HistoryWindow {

    /**
     * From a moment on.
     *
     * @param oldest when the oldest change that the store remembers was made, by its clock
     */
    record Since(Instant oldest) implements HistoryWindow {}

    /**
     * Nobody told.
     *
     * @param reason why, and what mends it
     */
    record Unknown(String reason) implements HistoryWindow {}
}
