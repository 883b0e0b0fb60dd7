package dev.leat.lease;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.failure.ConfigurationException;
import dev.leat.partition.ProjectionId;
import java.util.List;

/**
 * Keeps ownerships, and heartbeats, roles and the assignment as well <em>(SPI)</em>. Thread-safe; every call blocks.
 *
 * <p>Guarantee that implementations owe: epochs only grow, a claim succeeds for one caller per epoch, and the age of a
 * heartbeat is measured by the store's clock alone. Ownerships stand where the read models stand, because a commit
 * compares their epochs in its transaction; the {@link Coordination} may stand elsewhere.
 */
public interface LeaseStore extends Coordination {

    /**
     * Makes the ownerships of a projection if there are none, at {@link Epoch#NONE} and the first position.
     *
     * @throws ConfigurationException when it is registered with another collection, source or partition count, or its
     *     collection belongs to another projection
     */
    void register(Registration registration);

    /** Every projection that was ever registered, in the order of names and versions as text. */
    List<Registration> registrations();

    /** The ownerships of all projections, in any order. */
    List<Ownership> ownerships();

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
