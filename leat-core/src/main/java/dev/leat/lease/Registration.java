package dev.leat.lease;

import dev.leat.ledger.SourceId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;

/**
 * What the cluster remembers of a projection, so that replicas that disagree are refused.
 *
 * @param collection its read model, which no other projection may have
 */
public record Registration(ProjectionId projection, SourceId source, String collection, Partitioning partitioning) {

    /** What the cluster is to remember of a projection. */
    public static Registration of(Projection<?> projection) {
        return new Registration(
                projection.id(), projection.sourceOrDefault(), projection.collection(), projection.partitioning());
    }
}
