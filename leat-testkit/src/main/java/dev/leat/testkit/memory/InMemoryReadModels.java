package dev.leat.testkit.memory;

import dev.leat.projection.Key;
import dev.leat.projection.KeyedWrite;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.readmodel.ReadModelStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** The documents of every read model. Thread-safe. */
final class InMemoryReadModels implements ReadModelStore {

    private final Database database;
    private final InMemoryLeases leases;
    private final InMemoryParked parked;
    private final Map<String, Map<Key, Object>> collections = new HashMap<>();
    private BiFunction<String, DocumentChange, Optional<String>> refusal = (collection, change) -> Optional.empty();

    InMemoryReadModels(Database database, InMemoryLeases leases, InMemoryParked parked) {
        this.database = database;
        this.leases = leases;
        this.parked = parked;
    }

    void refuse(BiFunction<String, DocumentChange, Optional<String>> newRefusal) {
        database.run(() -> refusal = newRefusal);
    }

    Map<Key, Object> documents(String collection) {
        return database.locked(() -> Map.copyOf(of(collection)));
    }

    Optional<Object> document(String collection, Key key) {
        return database.locked(() -> Optional.ofNullable(of(collection).get(key)));
    }

    /** Forgets a read model. Called under the lock. */
    void drop(String collection) {
        collections.remove(collection);
    }

    private Map<Key, Object> of(String collection) {
        return collections.computeIfAbsent(collection, name -> new LinkedHashMap<>());
    }

    @Override
    public <D> Map<Key, D> load(Projection<D> projection, Collection<Key> keys) {
        return database.locked(() -> {
            Map<Key, Object> documents = of(projection.collection());
            Map<Key, D> found = new LinkedHashMap<>();
            for (Key key : keys) {
                Object document = documents.get(key);
                if (document != null) {
                    found.put(key, projection.documentType().cast(document));
                }
            }
            return found;
        });
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        return database.locked(() -> {
            if (!commit.checkpoints().stream().allMatch(leases::allows)
                    || !commit.parked().stream().allMatch(parked::allows)) {
                return new CommitOutcome.Fenced();
            }
            String collection = commit.projection().collection();
            for (DocumentChange change : commit.documents()) {
                Optional<String> reason = refusal.apply(collection, change);
                if (reason.isPresent()) {
                    return new CommitOutcome.Refused(change.key(), reason.get());
                }
            }
            Map<Key, Object> documents = of(collection);
            if (!commit.writes().isEmpty()) {
                documents = new LinkedHashMap<>(documents);
            }
            for (DocumentChange change : commit.documents()) {
                if (change.after() == null) {
                    documents.remove(change.key());
                } else {
                    documents.put(change.key(), Objects.requireNonNull(change.after()));
                }
            }
            for (KeyedWrite write : commit.writes()) {
                if (!(write.write() instanceof InMemoryWrite known)) {
                    throw new IllegalArgumentException(
                            "Write " + write.write() + " is not for this store. Make it an InMemoryWrite.");
                }
                known.apply(documents);
            }
            collections.put(collection, documents);
            commit.parked().forEach(parked::apply);
            commit.checkpoints().forEach(leases::move);
            return new CommitOutcome.Committed();
        });
    }
}
