package dev.leat.park;

import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import org.jspecify.annotations.Nullable;

/**
 * A key whose events queue because one of them failed. Immutable.
 *
 * @param failedAt position of the event that failed
 * @param error the failure in words, without payload
 * @param attempts how often the event was tried
 * @param request what the owner was asked to do about the event that failed, and has not done yet; null for nothing
 */
public record ParkedKey(
        PartitionId partition,
        Key key,
        State state,
        Position failedAt,
        String error,
        int attempts,
        @Nullable ParkRequest request) {

    /** The same with another request. */
    public ParkedKey with(@Nullable ParkRequest newRequest) {
        return new ParkedKey(partition, key, state, failedAt, error, attempts, newRequest);
    }

    /** Whether Leat still tries by itself. */
    public enum State {
        /** Tried again with growing pauses until the budget is spent. */
        RETRYING,
        /** Waits for somebody. */
        PARKED
    }
}
