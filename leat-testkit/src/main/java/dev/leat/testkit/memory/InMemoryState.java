package dev.leat.testkit.memory;

import dev.leat.lease.Registration;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.verify.ProjectionState;
import dev.leat.verify.StateReader;
import dev.leat.verify.StoredDocument;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    public List<Registration> registrations() {
        return leases.registrations();
    }

    @Override
    public ProjectionState read(Registration registration, SlotSet keySlots) {
        return database.locked(() -> {
            Map<Key, StoredDocument> documents = new HashMap<>();
            readModels.documents(registration.collection()).forEach((key, document) -> {
                if (keySlots.contains(Slots.of(key.value()))) {
                    documents.put(key, stored(document));
                }
            });
            return new ProjectionState(
                    leases.ownerships(registration.projection()),
                    parked.parked(registration.projection()),
                    parked.queues(registration.projection()),
                    parked.rulings(registration.projection()),
                    documents,
                    List.of());
        });
    }

    @Override
    public StoredDocument asStored(Projection<?> projection, Key key, Object document) {
        return stored(document);
    }

    private static StoredDocument stored(Object document) {
        return new StoredDocument(document instanceof Record parts ? fields(parts) : Map.of(WHOLE, document));
    }

    private static Map<String, Object> fields(Record parts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
            Object value = value(component, parts);
            if (value != null) {
                fields.put(component.getName(), value instanceof Record inner ? fields(inner) : value);
            }
        }
        return fields;
    }

    private static @Nullable Object value(RecordComponent component, Record parts) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Document " + parts + " cannot be read.", e);
        }
    }
}
