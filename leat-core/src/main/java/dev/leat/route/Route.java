package dev.leat.route;

import dev.leat.ledger.SourceId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way that events take from the ledger to the projections of one replica <em>(SPI)</em>. Thread-safe. */
public interface Route extends AutoCloseable {

    /** The name under which {@code leat.route} chooses it. */
    String name();

    /**
     * Checks that the route can be gone, and makes what is missing. Called once, before anything is opened.
     *
     * @param sources the source of each projection
     * @throws dev.leat.failure.ConfigurationException naming what is missing and how to make it
     */
    default void prepare(RouteContext context, List<Projection<?>> projections, Map<ProjectionId, SourceId> sources) {}

    /** Opens the intake of a projection; its first call tells which partitions are owned. */
    Intake intake(RouteContext context, Projection<?> projection, SourceId source);

    /** The relay of a source, for the projections that fold it; empty when the route needs none. */
    default Optional<Relay> relay(RouteContext context, SourceId source, List<Projection<?>> projections) {
        return Optional.empty();
    }

    /** Lets go of what the replica's intakes share, after the last of them. Called once, also when the start failed. */
    @Override
    default void close() {}
}
