package dev.leat.observe;

import dev.leat.event.Position;
import dev.leat.failure.NewerFormatException;
import dev.leat.lease.Ownership;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import java.time.Duration;

/**
 * Hears what the tasks of one replica do. Methods are called on the tasks' threads, several at a time, and must return
 * at once; what they throw is logged and dropped.
 */
public interface LeatListener {

    /** A batch took effect. */
    default void committed(Commit commit, Duration duration) {}

    /** A partition is this replica's now. */
    default void claimed(Ownership ownership) {}

    /** A partition was given back. */
    default void released(PartitionId partition, Position checkpoint) {}

    /** A partition turned out to be another replica's; what was in flight for it took no effect. */
    default void lost(PartitionId partition) {}

    /** An event failed and its key queues from now on. */
    default void parked(ParkedKey key) {}

    /** A parked key's queue took effect and the key flows again. */
    default void unparked(ProjectionId projection, Key key) {}

    /** What somebody asked about a parked key was carried out, or failed. */
    default void answered(AuditNote note) {}

    /** So many keys failed that the projection stands still on this replica; it goes on by itself when that changes. */
    default void halted(ProjectionId projection, int parkedKeys) {}

    /** This replica's tailer wrote an entry. */
    default void appended(SourceId source, Entry entry) {}

    /** The tailer compares the event collection with the ledger, because the change stream has no memory of the gap. */
    default void reconciling(SourceId source, String reason) {}

    /** The comparison is over. */
    default void reconciled(SourceId source, long eventsAdded) {}

    /** A task could not reach the store; it waits and tries again. */
    default void storeUnavailable(String task, Throwable cause) {}

    /**
     * A task met a stored document that a newer Leat wrote; it waits, tries again now and then, and goes on when the
     * format is known here.
     */
    default void newerFormat(String task, NewerFormatException cause) {}

    /** A task failed for another reason, a fault of Leat's or of code that it calls; it waits and tries again. */
    default void taskFailed(String task, Throwable cause) {}

    /** A task works again, after it failed, could not reach the store or met a newer format. */
    default void storeAvailable(String task) {}
}
