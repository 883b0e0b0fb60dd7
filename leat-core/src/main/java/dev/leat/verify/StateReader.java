package dev.leat.verify;

import dev.leat.partition.SlotSet;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;

/** Reads what is stored of a projection, all of it at one instant <em>(SPI)</em>. Thread-safe; every call blocks. */
public interface StateReader {

    /**
     * The state of a projection: checkpoints, parked keys, queues and documents belong together, as one commit left them,
     * whatever is committed meanwhile.
     *
     * @param keySlots the slots of the keys whose documents are wanted; checkpoints, parked keys and queues are whole
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    ProjectionState read(Projection<?> projection, SlotSet keySlots);

    /** How a document would look if it were stored now. */
    StoredDocument asStored(Projection<?> projection, Key key, Object document);
}
