package dev.leat.lease;

import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.Map;

/**
 * A replica as its heartbeats show it. Immutable.
 *
 * @param generation grows with each replica that joins; the larger, the younger
 * @param sinceHeartbeat age of its last heartbeat by the database's clock
 * @param leaving it asked for its partitions to be given away
 * @param projections what it can work on, with the number of partitions
 */
public record Member(
        ReplicaId id,
        long generation,
        Duration sinceHeartbeat,
        boolean leaving,
        Map<ProjectionId, Integer> projections) {

    public Member {
        projections = Map.copyOf(projections);
    }

    public boolean isAlive(Duration timeout) {
        return sinceHeartbeat.compareTo(timeout) <= 0;
    }
}
