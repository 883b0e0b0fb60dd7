package dev.leat.park;

import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads parked keys and takes requests about them <em>(SPI)</em>. Thread-safe; every call blocks. */
public interface ParkStore {

    /** Every parked key of a projection. */
    List<ParkedKey> parked(ProjectionId projection);

    /** The parked keys of some partitions. */
    List<ParkedKey> parked(Collection<PartitionId> partitions);

    /**
     * How many keys of each projection are parked; one without any is left out.
     *
     * @param maxExamples how many of them are shown for each projection at most
     */
    Map<ProjectionId, ParkedSummary> summaries(int maxExamples);

    /** The first events of a key's queue, in order. */
    List<ParkedEvent> queue(ProjectionId projection, Key key, int maxEvents);

    /**
     * Asks the owners of parked keys. The request is stored in each key that is selected, in the place of one that was
     * there, and in the audit trail, together; of many keys some may have it before others.
     *
     * @param request signed
     * @return how many keys it is stored in
     */
    int request(ParkSelection selection, ParkRequest request);

    /** All rulings of a projection, in the order of positions. */
    List<Ruling> rulings(ProjectionId projection);

    /** The last entries of a projection's audit trail, newest first. */
    List<AuditEntry> audit(ProjectionId projection, int maxEntries);
}
