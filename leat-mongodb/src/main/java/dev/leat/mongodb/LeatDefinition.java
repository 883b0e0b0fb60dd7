package dev.leat.mongodb;

import dev.leat.projection.Projection;
import java.util.List;

/**
 * What a service and the tools that judge it must agree on: event types, mappings and projections. A public class with a
 * public constructor without parameters can be named to {@code ./leat verify}. Build the service from it too, so that
 * the two cannot differ.
 */
@FunctionalInterface
public interface LeatDefinition {

    /** The projections, as the replicas run them. */
    List<Projection<?>> projections();

    /**
     * Adds event types and mappings; whoever calls names the databases.
     *
     * @return the same builder
     */
    default LeatMongoBuilder configure(LeatMongoBuilder builder) {
        return builder;
    }
}
