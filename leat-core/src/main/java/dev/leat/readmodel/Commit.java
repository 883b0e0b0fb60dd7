package dev.leat.readmodel;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.park.ParkChange;
import dev.leat.projection.KeyedWrite;
import dev.leat.projection.Projection;
import java.util.List;

/**
 * All that a batch changes, to happen as a whole or not at all. Immutable.
 *
 * @param checkpoints one or more, of this projection
 * @param documents each key once
 * @param writes hand-written, in the order in which they are to be applied, after the documents
 * @param parked in the order in which they are to be applied
 */
public record Commit(
        Projection<?> projection,
        List<CheckpointMove> checkpoints,
        List<DocumentChange> documents,
        List<KeyedWrite> writes,
        List<ParkChange> parked) {

    public Commit {
        if (checkpoints.isEmpty()) {
            throw new IllegalArgumentException("A commit of " + projection + " without a checkpoint cannot be fenced.");
        }
        checkpoints = List.copyOf(checkpoints);
        documents = List.copyOf(documents);
        writes = List.copyOf(writes);
        parked = List.copyOf(parked);
    }
}
