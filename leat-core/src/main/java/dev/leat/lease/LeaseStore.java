package dev.leat.lease;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.failure.ConfigurationException;
import dev.leat.partition.ProjectionId;
import java.util.List;
import java.util.Map;

/**
 * Keeps heartbeats, roles, the assignment and ownerships <em>(SPI)</em>. Thread-safe; every call blocks.
 *
 * <p>Guarantee that implementations owe: epochs only grow, a claim succeeds for one caller per epoch, and the age of a
 * heartbeat is measured by the store's clock alone.
 */
public interface LeaseStore {

    /**
     * Makes the ownerships of a projection if there are none, at {@link Epoch#NONE} and the first position.
     *
     * @throws ConfigurationException when it is registered with another collection, source or partition count, or its
     *     collection belongs to another projection
     */
    void register(Registration registration);

    /** Says that a replica is alive. */
    void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections);

    /** Removes a replica's heartbeat and gives its roles back. */
    void leave(ReplicaId replica);

    ControlView observe();

    /**
     * Takes a role.
     *
     * @param observed the holder that the caller believes to be gone; if the epoch has moved on, nothing happens
     * @return whether the caller holds the role now
     */
    boolean take(Role role, RoleHolder observed, ReplicaId replica);

    /** Gives a replica's roles back. */
    void giveBack(ReplicaId replica);

    /**
     * Replaces the assignment.
     *
     * @return false when its version is not the successor of the stored one; nothing happens then
     */
    boolean publish(Assignment assignment);

    /** The ownerships of a projection, in the order of partition numbers. */
    List<Ownership> ownerships(ProjectionId projection);

    /**
     * Claims partitions, each if its epoch is still the observed one.
     *
     * @return those that were claimed, with their new epoch and true checkpoint
     */
    List<Ownership> claim(ReplicaId replica, List<Ownership> observed);

    /**
     * Gives partitions back, each if the caller still owns it under that epoch, and moves its checkpoint; others are
     * passed over.
     */
    void release(ReplicaId replica, List<CheckpointMove> finalMoves);
}
