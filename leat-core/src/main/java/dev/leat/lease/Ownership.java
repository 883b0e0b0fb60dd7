package dev.leat.lease;

import dev.leat.checkpoint.Epoch;
import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.Position;
import dev.leat.partition.PartitionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a partition, under which epoch, and how far its read model is. It survives release. Immutable.
 *
 * @param owner null when nobody owns it
 * @param epoch grows with each claim
 * @param checkpoint every event up to here has taken effect in this partition's documents, or is parked
 * @param commits commits so far, over all owners
 * @param events events that took effect so far, over all owners
 * @param offset where its topic is read on; null when it never took its events from one
 * @param movedAt when the last commit or release moved its checkpoint, or it was made, by the store's clock; null when a
 *     build wrote it that did not tell
 */
public record Ownership(
        PartitionId partition,
        @Nullable ReplicaId owner,
        Epoch epoch,
        Position checkpoint,
        long commits,
        long events,
        @Nullable TopicOffset offset,
        @Nullable Instant movedAt) {

    /** Of a partition that never took its events from a topic. */
    public Ownership(
            PartitionId partition,
            @Nullable ReplicaId owner,
            Epoch epoch,
            Position checkpoint,
            long commits,
            long events) {
        this(partition, owner, epoch, checkpoint, commits, events, null, null);
    }

    /** As it is before the first claim. */
    public static Ownership unowned(PartitionId partition) {
        return new Ownership(partition, null, Epoch.NONE, Position.START, 0, 0);
    }
}
