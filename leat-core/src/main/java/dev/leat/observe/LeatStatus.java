package dev.leat.observe;

import dev.leat.event.Position;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.SourceId;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole cluster at one glance, read from the store, so that every replica tells the same. Immutable.
 */
public record LeatStatus(List<Member> replicas, List<SourceStatus> sources, List<ProjectionStatus> projections) {

    public LeatStatus {
        replicas = List.copyOf(replicas);
        sources = List.copyOf(sources);
        projections = List.copyOf(projections);
    }

    /**
     * A source and its ledger.
     *
     * @param tailer the replica that reads its change stream; null when there is none at the moment
     * @param last position of the last event in the ledger
     * @param coveredTo up to where the ledger is known to hold every committed event
     */
    public record SourceStatus(SourceId source, @Nullable ReplicaId tailer, Position last, ClusterTime coveredTo) {}

    /**
     * A projection.
     *
     * @param lagEvents events in the ledger that the slowest partition has not passed
     * @param lagSeconds age of the last point known to be covered, by the database's clock; 0 for a quiet source
     */
    public record ProjectionStatus(
            ProjectionId projection,
            List<Ownership> partitions,
            long lagEvents,
            long lagSeconds,
            List<ParkedKey> parked) {

        public ProjectionStatus {
            partitions = List.copyOf(partitions);
            parked = List.copyOf(parked);
        }
    }
}
