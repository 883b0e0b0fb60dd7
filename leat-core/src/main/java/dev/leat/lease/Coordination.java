package dev.leat.lease;

import dev.leat.failure.StoreUnavailableException;
import dev.leat.partition.ProjectionId;
import java.util.Map;

/**
 * Keeps what replicas tell each other: heartbeats, roles and the assignment <em>(SPI)</em>. Thread-safe; every call
 * blocks.
 *
 * <p>It decides who tries, and how soon; no guarantee rests on it. Ownerships and their epochs are not its affair, see
 * {@link LeaseStore}. So it may stand elsewhere, and lose everything: then partitions are handed over once more.
 *
 * <p>Guarantee that implementations owe: a role is taken by one caller per epoch, an assignment is replaced by its
 * successor alone, and no replica's wall clock takes part in the age of a heartbeat. Each call throws
 * {@link StoreUnavailableException} when the service behind it does not answer; what was asked may have happened.
 */
public interface Coordination {

    /** Says that a replica is alive. */
    void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections);

    /** Removes a replica's heartbeat and gives its roles back. */
    void leave(ReplicaId replica);

    /**
     * Reads what all replicas told. One that does not hold the ownerships leaves {@link ControlView#now} at the epoch of
     * {@link java.time.Instant} and {@link ControlView#parkRequests} at 0, for they are the database's to say.
     */
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
}
