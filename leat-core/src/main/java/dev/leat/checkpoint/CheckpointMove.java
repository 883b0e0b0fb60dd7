package dev.leat.checkpoint;

import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import org.jspecify.annotations.Nullable;

/**
 * A step of a partition's checkpoint. It happens only if the stored epoch and position are exactly these. Immutable.
 *
 * @param from the stored position
 * @param to may equal {@code from}, in a commit that retries a parked key; the fencing check is the same
 * @param events how many events take effect in this partition by the step, for the counters
 * @param offset where the partition's topic is read on; null leaves the stored one as it is
 */
public record CheckpointMove(
        PartitionId partition,
        Epoch epoch,
        Position from,
        Position to,
        int events,
        @Nullable TopicOffset offset) {

    /** A step on a route without topics. */
    public CheckpointMove(PartitionId partition, Epoch epoch, Position from, Position to, int events) {
        this(partition, epoch, from, to, events, null);
    }

    public CheckpointMove {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "Checkpoint of " + partition + " cannot go back from " + from + " to " + to + ".");
        }
    }
}
