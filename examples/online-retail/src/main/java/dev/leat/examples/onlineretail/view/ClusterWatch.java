package dev.leat.examples.onlineretail.view;

import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.partition.PartitionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns one status of the cluster after another into figures per replica: what the partitions of a replica have gained
 * since the status before is its work. Not thread-safe.
 */
public final class ClusterWatch {

    /** How far back a lag can be told; older is this old. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final Duration RATE_WINDOW = Duration.ofSeconds(2);

    private final Map<PartitionId, Ownership> before = new HashMap<>();
    private final Map<String, Gains> gains = new HashMap<>();
    private final Deque<LedgerEnd> ends = new ArrayDeque<>();
    private @Nullable LeatStatus status;

    private record LedgerEnd(long nanos, long position) {}

    /** Events gained by one replica, as a running total at some moments of the rate window. */
    private static final class Gains {
        final Deque<long[]> samples = new ArrayDeque<>();
        long total;

        void sample(long nanos) {
            samples.addLast(new long[] {nanos, total});
            while (samples.size() > 2 && nanos - samples.getFirst()[0] > RATE_WINDOW.toNanos()) {
                samples.removeFirst();
            }
        }

        double perSecond() {
            long[] first = samples.getFirst();
            long[] last = samples.getLast();
            long nanos = last[0] - first[0];
            return nanos == 0 ? 0 : (last[1] - first[1]) * 1e9 / nanos;
        }
    }

    /** Takes in the next status. */
    public void observe(LeatStatus next, long nanos) {
        for (ProjectionStatus projection : next.projections()) {
            for (Ownership now : projection.partitions()) {
                Ownership then = before.put(now.partition(), now);
                ReplicaId worker = now.owner() != null ? now.owner() : then == null ? null : then.owner();
                long more = now.events() - (then == null ? 0 : then.events());
                if (worker != null) {
                    gains.computeIfAbsent(worker.name(), name -> new Gains()).total += more;
                }
            }
        }
        gains.values().forEach(gain -> gain.sample(nanos));
        ends.addLast(new LedgerEnd(nanos, endOf(next)));
        while (nanos - ends.getFirst().nanos() > MEMORY.toNanos()) {
            ends.removeFirst();
        }
        status = next;
    }

    /** Events in the ledger. */
    public long inLedger() {
        return ends.isEmpty() ? 0 : ends.getLast().position();
    }

    /** Events passed, on average over all partitions of all projections. */
    public long projected() {
        return Math.round(partitions().stream()
                .mapToLong(partition -> partition.checkpoint().value())
                .average()
                .orElse(0));
    }

    /** Events in the ledger that the slowest partition has not passed. */
    public long lagEvents() {
        return lagEvents(partitions());
    }

    /** The partitions of all projections, as they were last. */
    public List<Ownership> partitions() {
        return status == null
                ? List.of()
                : status.projections().stream()
                        .flatMap(projection -> projection.partitions().stream())
                        .toList();
    }

    /** The partitions that a replica of a name owned last, in whatever run. */
    public List<Ownership> partitionsOf(String replica) {
        return partitions().stream()
                .filter(partition ->
                        partition.owner() != null && partition.owner().name().equals(replica))
                .toList();
    }

    /** Whether a replica of a name reads the change stream. */
    public boolean isTailer(String replica) {
        return status != null
                && status.sources().stream()
                        .anyMatch(source -> source.tailer() != null
                                && source.tailer().name().equals(replica));
    }

    /** Whether a replica of a name takes part. */
    public boolean isMember(String replica) {
        return status != null
                && status.replicas().stream()
                        .anyMatch(member -> member.id().name().equals(replica));
    }

    /** Events that took effect in the documents of a replica, over all projections. */
    public long eventsOf(String replica) {
        Gains gain = gains.get(replica);
        return gain == null ? 0 : gain.total;
    }

    /** One replica's figures. */
    public ReplicaFigures figuresOf(String replica, String state, long commits) {
        List<Ownership> owned = partitionsOf(replica);
        Gains gain = gains.get(replica);
        return new ReplicaFigures(
                replica,
                state,
                isTailer(replica),
                owned.size(),
                gain == null ? 0 : gain.perSecond(),
                lagEvents(owned),
                lag(owned),
                commits);
    }

    private long lagEvents(List<Ownership> partitions) {
        return partitions.isEmpty() ? 0 : Math.max(0, inLedger() - hindmost(partitions));
    }

    private Duration lag(List<Ownership> partitions) {
        if (lagEvents(partitions) == 0) {
            return Duration.ZERO;
        }
        long hindmost = hindmost(partitions);
        long now = ends.getLast().nanos();
        return ends.stream()
                .filter(end -> end.position() > hindmost)
                .findFirst()
                .map(end -> Duration.ofNanos(now - end.nanos()))
                .orElse(Duration.ZERO);
    }

    private static long hindmost(List<Ownership> partitions) {
        return partitions.stream()
                .map(Ownership::checkpoint)
                .reduce(Position.MAX, Position::min)
                .value();
    }

    private static long endOf(LeatStatus status) {
        return status.sources().stream()
                .mapToLong(source -> source.last().value())
                .sum();
    }
}
