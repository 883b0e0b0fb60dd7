package dev.leat.internal;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.route.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
     * @param offset where its topic is read on from {@code reached}, as far as known
     */
    record Owned(
            PartitionId partition,
            Epoch epoch,
            Position stored,
            Position reached,
            @Nullable TopicOffset offset) {}

    void add(Ownership ownership) {
        owned.put(
                ownership.partition().number(),
                new Owned(
                        ownership.partition(),
                        ownership.epoch(),
                        ownership.checkpoint(),
                        ownership.checkpoint(),
                        ownership.offset()));
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

    /** How far an owned partition has come in memory. */
    Position reached(int number) {
        Owned state = owned.get(number);
        return state == null ? Position.START : state.reached();
    }

    /** How far each has come in memory. */
    Map<Integer, Position> reached() {
        Map<Integer, Position> reached = new HashMap<>();
        owned.forEach((number, state) -> reached.put(number, state.reached()));
        return reached;
    }

    /** From where each goes on. */
    Map<Integer, Place> places() {
        Map<Integer, Place> places = new HashMap<>();
        owned.forEach((number, state) -> places.put(number, new Place(state.reached(), state.offset())));
        return places;
    }

    /** Moves partitions on in memory. */
    void reach(Map<Integer, Position> through, Map<Integer, TopicOffset> offsets) {
        through.forEach((number, position) -> owned.computeIfPresent(
                number,
                (n, state) -> new Owned(
                        state.partition(),
                        state.epoch(),
                        state.stored(),
                        state.reached().max(position),
                        offsets.getOrDefault(number, state.offset()))));
    }

    /** The steps that bring the store to where memory is. */
    List<CheckpointMove> movesOf(Collection<Integer> numbers) {
        List<CheckpointMove> moves = new ArrayList<>();
        for (int number : numbers) {
            Owned state = owned.get(number);
            if (state != null) {
                moves.add(new CheckpointMove(
                        state.partition(), state.epoch(), state.stored(), state.reached(), 0, state.offset()));
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
                .map(state -> new Ownership(
                        state.partition(), replica, state.epoch(), state.stored(), 0, 0, state.offset(), null))
                .toList();
    }

    /**
     * A step of a partition.
     *
     * @param offset where its topic is read on; null leaves what is known
     */
    CheckpointMove move(int number, Position to, int events, @Nullable TopicOffset offset) {
        Owned state = owned.get(number);
        if (state == null) {
            throw new IllegalStateException("Partition " + number + " of " + projection + " is not owned here.");
        }
        return new CheckpointMove(
                state.partition(),
                state.epoch(),
                state.stored(),
                to.max(state.reached()),
                events,
                offset != null ? offset : state.offset());
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
                            state.reached().max(move.to()),
                            move.offset()));
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
