package dev.leat.chaos.replica;

import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells the run what a replica's tasks do. Thread-safe. */
final class TellingListener implements LeatListener {

    private final Consumer<Report> out;

    TellingListener(Consumer<Report> out) {
        this.out = out;
    }

    @Override
    public void committed(Commit commit, Duration duration) {
        tell(
                Report.Kind.COMMITTED,
                commit.checkpoints().stream()
                        .map(move -> move.partition().toString())
                        .collect(Collectors.joining(",")));
    }

    @Override
    public void claimed(Ownership ownership) {
        tell(Report.Kind.CLAIMED, ownership.partition());
    }

    @Override
    public void released(PartitionId partition, Position checkpoint) {
        tell(Report.Kind.PARTED, partition);
    }

    @Override
    public void lost(PartitionId partition) {
        tell(Report.Kind.PARTED, partition);
    }

    @Override
    public void parked(ParkedKey key) {
        tell(Report.Kind.PARKED, key.key());
    }

    @Override
    public void unparked(ProjectionId projection, Key key) {
        tell(Report.Kind.UNPARKED, key);
    }

    @Override
    public void appended(SourceId source, Entry entry) {
        tell(Report.Kind.APPENDED, entry.pointers().size());
    }

    @Override
    public void reconciling(SourceId source, String reason) {
        tell(Report.Kind.RECONCILING, reason);
    }

    @Override
    public void storeUnavailable(String task, Throwable cause) {
        tell(Report.Kind.UNAVAILABLE, task);
    }

    private void tell(Report.Kind kind, Object detail) {
        out.accept(new Report(kind, detail.toString()));
    }
}
