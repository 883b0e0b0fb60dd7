package dev.leat.verify;

import dev.leat.lease.Registration;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.List;

/** Reads what is stored of projections, each at one instant <em>(SPI)</em>. Thread-safe; every call blocks. */
public interface StateReader {

    /** Every projection that the store knows, in the order of names and versions. */
    List<Registration> registrations();

    /**
     * The state of a projection: checkpoints, parked keys, queues and documents belong together, as one commit left them,
     * whatever is committed meanwhile. Whatever is read of the same stores afterwards is not older.
     *
     * @param keySlots the slots of the keys whose documents are wanted; checkpoints, parked keys and queues are whole
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    ProjectionState read(Registration registration, SlotSet keySlots);

    /** How a document would look if it were stored now. */
    StoredDocument asStored(Projection<?> projection, Key key, Object document);
}
