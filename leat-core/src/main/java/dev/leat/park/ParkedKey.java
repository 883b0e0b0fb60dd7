package dev.leat.park;

import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;

/**
 * A key whose events queue because one of them failed. Immutable.
 *
 * @param failedAt position of the event that failed
 * @param error the failure in words, without payload
 * @param attempts how often the event was tried
 * @param retryRequested somebody asked for another try
 */
public record ParkedKey(
        PartitionId partition,
        Key key,
        State state,
        Position failedAt,
        String error,
        int attempts,
        boolean retryRequested) {

    /** Whether Leat still tries by itself. */
    public enum State {
        /** Tried again with growing pauses until the budget is spent. */
        RETRYING,
        /** Waits for somebody. */
        PARKED
    }
}
