package dev.leat.internal;

import dev.leat.batch.BatchFold;
import dev.leat.batch.BatchFold.Failure;
import dev.leat.batch.KeyedItem;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.DocumentChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a folded batch into the commit that makes it true. Pure. */
final class Commits {

    private Commits() {}

    /**
     * The commit of a run of the ledger.
     *
     * @param alsoSave partitions without events whose checkpoint is due
     */
    static <D> Commit ofRun(
            Projection<D> projection, Batch<D> batch, BatchFold<D> fold, OwnedPartitions owned, Set<Integer> alsoSave) {
        List<ParkChange> parked = new ArrayList<>();
        batch.failures()
                .values()
                .forEach(failure -> parked.add(new ParkChange.Park(firstFailure(projection, failure))));
        for (KeyedItem item : fold.held()) {
            parked.add(new ParkChange.Queue(
                    new PartitionId(projection.id(), item.partition()),
                    item.key(),
                    new ParkedEvent(item.item().position(), item.item().id())));
        }
        Set<Integer> touched = new HashSet<>(alsoSave);
        touched.addAll(fold.appliedByPartition().keySet());
        fold.held().forEach(item -> touched.add(item.partition()));
        List<CheckpointMove> moves = new ArrayList<>();
        for (int partition : touched) {
            Position to = batch.through().getOrDefault(partition, Position.START);
            int events = fold.appliedByPartition().getOrDefault(partition, 0);
            moves.add(owned.move(partition, to, events, batch.offsets().get(partition)));
        }
        return new Commit(projection, moves, changes(batch, fold), fold.writes(), parked);
    }

    /** The commit of a parked key's retry; checkpoints stay, but each partition concerned is fenced. */
    static <D> Commit ofRetry(
            Projection<D> projection,
            Batch<D> batch,
            BatchFold<D> fold,
            OwnedPartitions owned,
            List<ParkChange> parked) {
        List<CheckpointMove> moves = new ArrayList<>();
        for (int partition : batch.group()) {
            int events = fold.appliedByPartition().getOrDefault(partition, 0);
            moves.add(owned.move(partition, Position.START, events, null));
        }
        return new Commit(projection, moves, changes(batch, fold), fold.writes(), parked);
    }

    /** How a key is parked at its first failure. */
    static ParkedKey firstFailure(Projection<?> projection, Failure failure) {
        KeyedItem item = failure.item();
        ParkedKey.State state = item.failure() == null ? ParkedKey.State.RETRYING : ParkedKey.State.PARKED;
        return new ParkedKey(
                new PartitionId(projection.id(), item.partition()),
                item.key(),
                state,
                item.item().position(),
                failure.error(),
                1,
                null);
    }

    private static <D> List<DocumentChange> changes(Batch<D> batch, BatchFold<D> fold) {
        List<DocumentChange> changes = new ArrayList<>(fold.documents().size());
        for (Map.Entry<Key, D> document : fold.documents().entrySet()) {
            boolean existed = batch.existed(document.getKey());
            if (existed || document.getValue() != null) {
                changes.add(new DocumentChange(document.getKey(), existed, document.getValue()));
            }
        }
        return changes;
    }

    /** The partition of a key. */
    static int partitionOf(Projection<?> projection, Key key) {
        return projection.partitioning().partitionOf(Slots.of(key.value()));
    }
}
