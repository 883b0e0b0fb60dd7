package dev.leat.internal;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The partitions of one projection that a replica believes to own, how far each is in memory and in the store. Confined
 * to the projection task.
 */
final class OwnedPartitions {

    private final ProjectionId projection;
    private final Map<Integer, Owned> owned = new TreeMap<>();

    OwnedPartitions(ProjectionId projection) {
        this.projection = projection;
    }

    /**
     * One partition.
     *
     * @param stored the checkpoint in the store
     * @param reached the checkpoint in memory; between {@code stored} and here there is nothing for this partition
     */
    record Owned(PartitionId partition, Epoch epoch, Position stored, Position reached) {}

    void add(Ownership ownership) {
        owned.put(
                ownership.partition().number(),
                new Owned(ownership.partition(), ownership.epoch(), ownership.checkpoint(), ownership.checkpoint()));
    }

    void remove(int partition) {
        owned.remove(partition);
    }

    boolean contains(int partition) {
        return owned.containsKey(partition);
    }

    boolean isEmpty() {
        return owned.isEmpty();
    }

    Set<Integer> numbers() {
        return Set.copyOf(owned.keySet());
    }

    List<PartitionId> ids() {
        return owned.values().stream().map(Owned::partition).toList();
    }

    /** The partitions that are furthest behind, all at one position. */
    Set<Integer> hindmost() {
        Position lowest = lowest();
        Set<Integer> group = new java.util.TreeSet<>();
        owned.forEach((number, state) -> {
            if (state.reached().equals(lowest)) {
                group.add(number);
            }
        });
        return group;
    }

    Position lowest() {
        return owned.values().stream().map(Owned::reached).reduce(Position.MAX, Position::min);
    }

    /** How far an owned partition has come in memory. */
    Position reached(int number) {
        Owned state = owned.get(number);
        return state == null ? Position.START : state.reached();
    }

    /** Where the partitions that are further on stand; {@link Position#MAX} when there are none. */
    Position nextAbove(Position position) {
        return owned.values().stream()
                .map(Owned::reached)
                .filter(position::isBefore)
                .reduce(Position.MAX, Position::min);
    }

    /** Moves partitions on in memory. */
    void reach(Collection<Integer> group, Position position) {
        group.forEach(number -> owned.computeIfPresent(
                number,
                (n, state) -> new Owned(
                        state.partition(),
                        state.epoch(),
                        state.stored(),
                        state.reached().max(position))));
    }

    /** The steps that bring the store to where memory is. */
    List<CheckpointMove> movesOf(Collection<Integer> numbers) {
        List<CheckpointMove> moves = new ArrayList<>();
        for (int number : numbers) {
            Owned state = owned.get(number);
            if (state != null) {
                moves.add(new CheckpointMove(state.partition(), state.epoch(), state.stored(), state.reached(), 0));
            }
        }
        return moves;
    }

    /** Partitions whose checkpoint in the store is behind the one in memory. */
    Set<Integer> unsaved() {
        Set<Integer> numbers = new java.util.TreeSet<>();
        owned.forEach((number, state) -> {
            if (state.stored().isBefore(state.reached())) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    /** The partitions as they are believed to be stored, to be claimed anew. */
    List<Ownership> believed(ReplicaId replica) {
        return owned.values().stream()
                .map(state -> new Ownership(state.partition(), replica, state.epoch(), state.stored(), 0, 0))
                .toList();
    }

    CheckpointMove move(int number, Position to, int events) {
        Owned state = owned.get(number);
        if (state == null) {
            throw new IllegalStateException("Partition " + number + " of " + projection + " is not owned here.");
        }
        return new CheckpointMove(state.partition(), state.epoch(), state.stored(), to.max(state.reached()), events);
    }

    /** Notes that moves took effect. */
    void saved(List<CheckpointMove> moves) {
        for (CheckpointMove move : moves) {
            owned.computeIfPresent(
                    move.partition().number(),
                    (n, state) -> new Owned(
                            state.partition(),
                            state.epoch(),
                            move.to(),
                            state.reached().max(move.to())));
        }
    }

    /**
     * Takes over what the store says.
     *
     * @return the partitions that turned out not to be owned here
     */
    List<PartitionId> refresh(List<Ownership> stored, ReplicaId replica) {
        List<PartitionId> lost = new ArrayList<>();
        for (Ownership ownership : stored) {
            Owned mine = owned.get(ownership.partition().number());
            if (mine == null) {
                continue;
            }
            if (replica.equals(ownership.owner()) && ownership.epoch().equals(mine.epoch())) {
                add(ownership);
            } else {
                owned.remove(ownership.partition().number());
                lost.add(ownership.partition());
            }
        }
        return lost;
    }
}
