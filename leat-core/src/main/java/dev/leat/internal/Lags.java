package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.LedgerEnd;
import dev.leat.observe.LeatStatus.OwnerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far checkpoints are behind the end of a ledger. Immutable.
 *
 * @param times up to when the ledger was complete with the entries that hold the positions behind the hindmost checkpoints
 * @param now by the database's clock
 */
record Lags(LedgerEnd end, Map<Position, ClusterTime> times, Instant now) {

    /** A source is quiet, not late, when its tailer recorded so recently that there was nothing. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    /** The smallest of some checkpoints. */
    static Position hindmost(List<Ownership> partitions) {
        return partitions.stream().map(Ownership::checkpoint).reduce(Position.MAX, Position::min);
    }

    /** Partitions by owner, nobody last. */
    static Map<String, List<Ownership>> byOwner(List<Ownership> partitions) {
        Map<String, List<Ownership>> owners = new TreeMap<>(Comparator.reverseOrder());
        for (Ownership partition : partitions) {
            ReplicaId owner = partition.owner();
            owners.computeIfAbsent(owner == null ? "" : owner.toString(), each -> new ArrayList<>())
                    .add(partition);
        }
        return owners;
    }

    /** The time from a point of the ledger to a moment; a clock that was set back makes it nothing. */
    static Duration between(ClusterTime from, Instant to) {
        return notNegative(Duration.between(from.toInstant(), to));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Events behind a checkpoint. */
    long events(Position checkpoint) {
        return end.last().since(checkpoint.min(end.last()));
    }

    /** Age of the last point known to be covered at a checkpoint; nothing for a quiet source. */
    Duration lag(Position checkpoint) {
        if (end.coveredTo().value() == 0) {
            return Duration.ZERO;
        }
        if (checkpoint.isBefore(end.last())) {
            return between(times.getOrDefault(checkpoint.plus(1), end.coveredTo()), now);
        }
        Duration lag = between(end.coveredTo(), now);
        return lag.compareTo(QUIET) <= 0 ? Duration.ZERO : lag;
    }

    /**
     * Who owns how many partitions of a projection, and how those fare.
     *
     * @param haltedKeys by replica, for those that tell
     */
    List<OwnerStatus> owners(List<Ownership> partitions, Map<ReplicaId, Integer> haltedKeys) {
        return byOwner(partitions).values().stream()
                .map(owned -> owner(owned, haltedKeys))
                .toList();
    }

    private OwnerStatus owner(List<Ownership> owned, Map<ReplicaId, Integer> haltedKeys) {
        ReplicaId owner = owned.getFirst().owner();
        Ownership hindmost = owned.stream()
                .min(Comparator.comparingLong(
                        ownership -> ownership.checkpoint().value()))
                .orElseThrow();
        Duration sinceMoved = owned.stream()
                .map(Ownership::movedAt)
                .filter(Objects::nonNull)
                .map(this::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new OwnerStatus(
                owner,
                owned.size(),
                events(hindmost.checkpoint()),
                standstill(hindmost),
                sinceMoved,
                owner == null ? 0 : haltedKeys.getOrDefault(owner, 0));
    }

    /** A partition may not have moved for long because there was nothing to do: the lag tells since when there is. */
    private Duration standstill(Ownership hindmost) {
        if (!hindmost.checkpoint().isBefore(end.last())) {
            return Duration.ZERO;
        }
        Duration lag = lag(hindmost.checkpoint());
        Instant movedAt = hindmost.movedAt();
        Duration unmoved = movedAt == null ? lag : since(movedAt);
        return unmoved.compareTo(lag) < 0 ? unmoved : lag;
    }

    private Duration since(@Nullable Instant moment) {
        return notNegative(Duration.between(Objects.requireNonNull(moment), now));
    }
}
