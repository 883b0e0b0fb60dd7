package dev.leat.park;

import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.Collection;
import java.util.List;

/** Reads parked keys and takes requests about them <em>(SPI)</em>. Thread-safe; every call blocks. */
public interface ParkStore {

    /** Every parked key of a projection. */
    List<ParkedKey> parked(ProjectionId projection);

    /** The parked keys of some partitions. */
    List<ParkedKey> parked(Collection<PartitionId> partitions);

    /** The first events of a key's queue, in order. */
    List<ParkedEvent> queue(ProjectionId projection, Key key, int maxEvents);

    /**
     * Asks the owner to try a parked key again.
     *
     * @return false when the key is not parked
     */
    boolean requestRetry(ProjectionId projection, Key key);

    /**
     * Asks the owners to try every parked key of a projection again.
     *
     * @return how many keys are parked
     */
    int requestRetry(ProjectionId projection);
}
