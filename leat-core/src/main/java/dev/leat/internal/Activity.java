package dev.leat.internal;

import dev.leat.batch.Failures;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.failure.NewerFormatException;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.Entry;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.ReplicaReport.ProjectionReport;
import dev.leat.observe.ReplicaReport.SourceReport;
import dev.leat.observe.ReplicaReport.TaskError;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.readmodel.Commit;
import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts what the tasks of a replica do, for its report. Thread-safe, and without a lock where work is done; {@link
 * #report} is for one thread.
 */
final class Activity implements LeatListener {

    private final Ticker ticker;
    private final long startedAt;
    private final Map<ProjectionId, Work> projections;
    private final Map<SourceId, Work> sources;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final LongAdder changes = new LongAdder();

    Activity(Ticker ticker, Map<ProjectionId, SourceId> sources) {
        this.ticker = ticker;
        this.startedAt = ticker.nanos();
        this.projections = works(sources.keySet().stream().toList());
        this.sources = works(sources.values().stream().distinct().toList());
    }

    private <T> Map<T, Work> works(List<T> of) {
        return of.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), each -> new Work(startedAt)));
    }

    /** What was done for a projection or source. */
    private static final class Work {
        final LongAdder commits = new LongAdder();
        final LongAdder events = new LongAdder();
        final Rate rate;
        volatile int haltedKeys;

        Work(long startedAt) {
            this.rate = new Rate(startedAt);
        }

        boolean isThere() {
            return commits.sum() > 0 || haltedKeys > 0;
        }
    }

    private record Failure(long at, String words) {}

    /** Grows with each thing that happens. */
    long changes() {
        return changes.sum();
    }

    @Override
    public void committed(Commit commit, Duration duration) {
        Work work = Objects.requireNonNull(projections.get(commit.projection().id()));
        int events =
                commit.checkpoints().stream().mapToInt(CheckpointMove::events).sum();
        work.commits.increment();
        work.events.add(events);
        boolean goesOn =
                commit.checkpoints().stream().anyMatch(move -> move.from().isBefore(move.to()));
        if (goesOn) {
            work.haltedKeys = 0;
        }
        changes.increment();
    }

    @Override
    public void appended(SourceId source, Entry entry) {
        Work work = Objects.requireNonNull(sources.get(source));
        work.commits.increment();
        work.events.add(entry.pointers().size());
        changes.increment();
    }

    @Override
    public void halted(ProjectionId projection, int parkedKeys) {
        Objects.requireNonNull(projections.get(projection)).haltedKeys = parkedKeys;
        changes.increment();
    }

    @Override
    public void claimed(Ownership ownership) {
        changes.increment();
    }

    @Override
    public void released(PartitionId partition, Position checkpoint) {
        lost(partition);
    }

    @Override
    public void lost(PartitionId partition) {
        Objects.requireNonNull(projections.get(partition.projection())).haltedKeys = 0;
        changes.increment();
    }

    @Override
    public void storeUnavailable(String task, Throwable cause) {
        failed(task, cause);
    }

    @Override
    public void newerFormat(String task, NewerFormatException cause) {
        failed(task, cause);
    }

    @Override
    public void taskFailed(String task, Throwable cause) {
        failed(task, cause);
    }

    private void failed(String task, Throwable cause) {
        failures.put(task, new Failure(ticker.nanos(), Failures.describe(cause)));
        changes.increment();
    }

    /** What was done so far. Each call ends a span of its rates. */
    ReplicaReport report(ReplicaId replica) {
        long now = ticker.nanos();
        List<SourceReport> ofSources = sources.entrySet().stream()
                .filter(each -> each.getValue().isThere())
                .sorted(Comparator.comparing(each -> each.getKey().name()))
                .map(each -> {
                    long events = each.getValue().events.sum();
                    return new SourceReport(
                            each.getKey(), events, each.getValue().rate.next(now, events));
                })
                .toList();
        List<ProjectionReport> ofProjections = projections.entrySet().stream()
                .filter(each -> each.getValue().isThere())
                .sorted(Comparator.comparing(each -> each.getKey().toString()))
                .map(each -> report(each.getKey(), each.getValue(), now))
                .toList();
        List<TaskError> errors = failures.entrySet().stream()
                .sorted(Comparator.comparingLong(each -> now - each.getValue().at()))
                .limit(ReplicaReport.MAX_ERRORS)
                .map(each -> new TaskError(
                        each.getKey(),
                        Duration.ofNanos(now - each.getValue().at()),
                        each.getValue().words()))
                .toList();
        return new ReplicaReport(
                replica,
                Build.VERSION,
                Build.HOST,
                Duration.ofNanos(now - startedAt),
                ofSources,
                ofProjections,
                errors);
    }

    private static ProjectionReport report(ProjectionId projection, Work work, long now) {
        long events = work.events.sum();
        return new ProjectionReport(
                projection, work.commits.sum(), events, work.rate.next(now, events), work.haltedKeys);
    }
}
