package dev.leat.lease;

import dev.leat.partition.ProjectionId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which replica is to own which partition. It is a wish: ownership changes only by release and claim. Immutable.
 *
 * @param version grows with each change
 * @param targets per projection, by partition number
 */
public record Assignment(long version, Map<ProjectionId, List<Target>> targets) {

    public static final Assignment NONE = new Assignment(0, Map.of());

    public Assignment {
        targets = Map.copyOf(targets);
    }

    /**
     * Where a partition is to be.
     *
     * @param replica null when no replica can take it
     * @param moves number of the projection's last change that moved it, 0 for none; the larger, the more recent
     */
    public record Target(@Nullable ReplicaId replica, int moves) {

        public static final Target NOBODY = new Target(null, 0);
    }
}
