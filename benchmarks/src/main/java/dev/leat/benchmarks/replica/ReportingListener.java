package dev.leat.benchmarks.replica;

import dev.leat.benchmarks.workload.StreamTotals;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.partition.PartitionId;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.DocumentChange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Tells the benchmark what a replica's tasks do. Thread-safe. */
final class ReportingListener implements LeatListener {

    private final Consumer<Report> out;
    private volatile boolean traced;

    ReportingListener(Consumer<Report> out) {
        this.out = out;
    }

    /** Says whether commits name the last event of each document. */
    void trace(boolean wanted) {
        traced = wanted;
    }

    @Override
    public void committed(Commit commit, Duration duration) {
        long epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        int events =
                commit.checkpoints().stream().mapToInt(move -> move.events()).sum();
        List<String> partitions = commit.checkpoints().stream()
                .map(move -> move.partition().toString())
                .toList();
        out.accept(new Report.Committed(events, partitions, epochMicros, traced ? numbers(commit) : List.of()));
    }

    private static List<Long> numbers(Commit commit) {
        return commit.documents().stream()
                .map(DocumentChange::after)
                .filter(StreamTotals.class::isInstance)
                .map(document -> ((StreamTotals) document).last())
                .toList();
    }

    @Override
    public void claimed(Ownership ownership) {
        out.accept(new Report.Claimed(ownership.partition().toString()));
    }

    @Override
    public void released(PartitionId partition, Position checkpoint) {
        out.accept(new Report.Parted(partition.toString()));
    }

    @Override
    public void lost(PartitionId partition) {
        out.accept(new Report.Parted(partition.toString()));
    }

    @Override
    public void appended(SourceId source, Entry entry) {
        out.accept(new Report.Appended(entry.pointers().size()));
    }
}
