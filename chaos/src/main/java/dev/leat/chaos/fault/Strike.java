package dev.leat.chaos.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One fault of a run, as it went. Immutable.
 *
 * @param number from 1
 * @param at since the start of the faults
 * @param took from the strike to the end of the healing
 * @param recovery from the end of the healing until all that was committed by then had taken effect; null when that did
 *     not happen in time
 * @param gap the longest standstill of one partition's checkpoint, from the strike to the recovery; that of an idle one moves
 *     every two seconds
 */
public record Strike(
        int number,
        FaultKind kind,
        Evidence evidence,
        Duration at,
        Duration took,
        @Nullable Duration recovery,
        Duration gap) {

    /** Whether the replicas went on. */
    public boolean survived() {
        return recovery != null;
    }
}
