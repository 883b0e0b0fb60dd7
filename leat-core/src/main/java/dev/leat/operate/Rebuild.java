package dev.leat.operate;

import dev.leat.event.Position;
import dev.leat.lease.ReplicaId;
import dev.leat.partition.ProjectionId;
import dev.leat.rebuild.LiveVersion;
import java.util.List;
import java.util.Set;

/**
 * The versions of one projection, side by side. Immutable.
 *
 * @param live which one readers see, and the switches so far
 * @param versions all that are registered, in the order of their numbers
 */
public record Rebuild(LiveVersion live, List<Version> versions) {

    public Rebuild {
        versions = List.copyOf(versions);
    }

    /** What a version is to readers. */
    public enum State {
        /** They see it. */
        LIVE,
        /** They saw it before, and can be taken back to it. */
        BEFORE,
        /** They have never seen it: it is being built, or waits to be made live. */
        BUILDING,
        /** It lies further back. */
        OLD
    }

    /**
     * One version.
     *
     * @param collection its read model
     * @param reached every event up to here has taken effect in it, or is parked
     * @param last position of the last event in the ledger
     * @param parkedKeys how many keys are parked, those included that Leat retries by itself
     * @param hosts living replicas that have it in their code
     */
    public record Version(
            ProjectionId id,
            State state,
            String collection,
            int partitions,
            Position reached,
            Position last,
            int parkedKeys,
            Set<ReplicaId> hosts) {

        public Version {
            hosts = Set.copyOf(hosts);
        }

        /** Events in the ledger that it has not passed. */
        public long lagEvents() {
            return Math.max(0, last.since(reached));
        }

        /** How much of the ledger it has passed, 0 to 1; 1 for an empty one. */
        public double progress() {
            return last.value() == 0 ? 1 : Math.min(1, (double) reached.value() / last.value());
        }
    }
}
