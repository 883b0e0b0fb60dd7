package dev.leat.observe;

import dev.leat.event.Position;
import dev.leat.failure.NewerFormatException;
import dev.leat.lease.Ownership;
import dev.leat.ledger.SourceId;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what tasks report to the log, with the vocabulary as keys and without payloads. Thread-safe. */
public final class LoggingListener implements LeatListener {

    private static final Logger log = LoggerFactory.getLogger("dev.leat");

    @Override
    public void committed(Commit commit, Duration duration) {
        if (log.isDebugEnabled()) {
            log.debug(
                    "Batch committed: projection={} partitions={} documents={} parked={} millis={}",
                    commit.projection().id(),
                    commit.checkpoints().size(),
                    commit.documents().size(),
                    commit.parked().size(),
                    duration.toMillis());
        }
    }

    @Override
    public void claimed(Ownership ownership) {
        log.info(
                "Partition claimed: partition={} epoch={} position={}",
                ownership.partition(),
                ownership.epoch(),
                ownership.checkpoint());
    }

    @Override
    public void released(PartitionId partition, Position checkpoint) {
        log.info("Partition released: partition={} position={}", partition, checkpoint);
    }

    @Override
    public void lost(PartitionId partition) {
        log.info("Partition lost to another replica: partition={}", partition);
    }

    @Override
    public void parked(ParkedKey key) {
        log.warn(
                "Key parked: partition={} key={} position={} state={} attempts={} error={}",
                key.partition(),
                key.key(),
                key.failedAt(),
                key.state(),
                key.attempts(),
                key.error());
    }

    @Override
    public void unparked(ProjectionId projection, Key key) {
        log.info("Key flows again: projection={} key={}", projection, key);
    }

    @Override
    public void answered(AuditNote note) {
        log.info(
                "Request about a parked key: partition={} key={} position={} event={} action={} by={} outcome={} detail={}",
                note.partition(),
                note.key(),
                note.position(),
                note.event(),
                note.request().action(),
                note.request().by(),
                note.what(),
                note.detail());
    }

    @Override
    public void halted(ProjectionId projection, int parkedKeys) {
        log.error(
                "Projection stands still, too many keys failed: projection={} parkedKeys={}. "
                        + "Mend the projection, or raise leat.retry.max-parked-keys.",
                projection,
                parkedKeys);
    }

    @Override
    public void reconciling(SourceId source, String reason) {
        log.warn("Comparing the event collection with the ledger: source={} reason={}", source, reason);
    }

    @Override
    public void reconciled(SourceId source, long eventsAdded) {
        log.info("Ledger holds every event of the collection: source={} eventsAdded={}", source, eventsAdded);
    }

    @Override
    public void storeUnavailable(String task, Throwable cause) {
        log.warn("Store unavailable, trying again with growing pauses: task={} cause={}", task, cause.toString());
    }

    @Override
    public void newerFormat(String task, NewerFormatException cause) {
        log.error("Stored by a newer Leat, waiting for it here: task={} cause={}", task, cause.getMessage());
    }

    @Override
    public void taskFailed(String task, Throwable cause) {
        log.error("Task failed, trying again with growing pauses: task={}", task, cause);
    }

    @Override
    public void storeAvailable(String task) {
        log.info("Store available again: task={}", task);
    }
}
