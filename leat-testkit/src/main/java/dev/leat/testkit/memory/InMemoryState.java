package dev.leat.testkit.memory;

import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.verify.ProjectionState;
import dev.leat.verify.StateReader;
import dev.leat.verify.StoredDocument;
import java.util.HashMap;
import java.util.Map;

/** Reads a projection's state under the one lock. Thread-safe. */
final class InMemoryState implements StateReader {

    private static final String WHOLE = "document";

    private final Database database;
    private final InMemoryLeases leases;
    private final InMemoryParked parked;
    private final InMemoryReadModels readModels;

    InMemoryState(Database database, InMemoryLeases leases, InMemoryParked parked, InMemoryReadModels readModels) {
        this.database = database;
        this.leases = leases;
        this.parked = parked;
        this.readModels = readModels;
    }

    @Override
    public ProjectionState read(Projection<?> projection, SlotSet keySlots) {
        return database.locked(() -> {
            Map<Key, StoredDocument> documents = new HashMap<>();
            readModels.documents(projection.collection()).forEach((key, document) -> {
                if (keySlots.contains(Slots.of(key.value()))) {
                    documents.put(key, asStored(projection, key, document));
                }
            });
            return new ProjectionState(
                    leases.ownerships(projection.id()),
                    parked.parked(projection.id()),
                    parked.queues(projection.id()),
                    documents);
        });
    }

    @Override
    public StoredDocument asStored(Projection<?> projection, Key key, Object document) {
        return new StoredDocument(Map.of(WHOLE, document));
    }
}
