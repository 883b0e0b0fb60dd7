package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.observe.Visibility;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Somebody who waits until a projection has applied what a receipt is for. Confined to the watch's thread. */
final class Waiting {

    private final Receipt receipt;
    private final Projection<?> projection;
    private final long deadline;
    private final CompletableFuture<Visibility> result = new CompletableFuture<>();
    private @Nullable Position position;
    private @Nullable Set<PartitionId> partitions;
    private Set<Key> keys = Set.of();

    /**
     * One who waits.
     *
     * @param deadline by the ticker
     */
    Waiting(Receipt receipt, Projection<?> projection, long deadline) {
        this.receipt = receipt;
        this.projection = projection;
        this.deadline = deadline;
    }

    Receipt receipt() {
        return receipt;
    }

    Projection<?> projection() {
        return projection;
    }

    CompletableFuture<Visibility> result() {
        return result;
    }

    boolean isOver(long now) {
        return deadline - now <= 0;
    }

    /** Where the last of its events is in the ledger; null as long as that is not known. */
    @Nullable Position position() {
        return position;
    }

    /** Where its events are, as an append lies in the ledger in one piece. */
    List<Position> positions() {
        long last = Objects.requireNonNull(position).value();
        return LongStream.rangeClosed(Math.max(1, last - receipt.events() + 1), last)
                .mapToObj(Position::of)
                .toList();
    }

    void foundAt(Position last) {
        position = last;
    }

    /** Notes that its events are not known but lie at a position or before it. */
    void isSomewhereBefore(Position last) {
        position = last;
        concerns(Optional.empty());
    }

    boolean knowsItsKeys() {
        return partitions != null;
    }

    /**
     * Notes which keys its events concern.
     *
     * @param keyed the partition of each; empty when they are not known, so that each partition may be concerned
     */
    void concerns(Optional<Map<Key, Integer>> keyed) {
        keys = keyed.map(Map::keySet).orElse(Set.of());
        partitions = keyed
                .map(known -> Set.copyOf(known.values()))
                .orElseGet(() -> IntStream.range(0, projection.partitioning().count())
                        .boxed()
                        .collect(Collectors.toSet()))
                .stream()
                .map(number -> new PartitionId(projection.id(), number))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether all partitions that it concerns have passed its events. */
    boolean isPassed(Function<PartitionId, Position> checkpoint) {
        Position last = Objects.requireNonNull(position);
        return Objects.requireNonNull(partitions).stream()
                .allMatch(partition -> checkpoint.apply(partition).covers(last));
    }

    /** Whether a key of its events is parked at them or before. */
    boolean isHeldUpBy(Map<Key, ParkedKey> parked) {
        Position last = Objects.requireNonNull(position);
        return keys.stream().map(parked::get).anyMatch(key -> key != null && last.covers(key.failedAt()));
    }
}
