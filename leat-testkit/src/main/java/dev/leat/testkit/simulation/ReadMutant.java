package dev.leat.testkit.simulation;

import dev.leat.lease.ReplicaId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives replicas documents that are no longer true. */
final class ReadMutant implements Mutant {

    private static final double STALE = 0.1;

    private final Mutation mutation;
    private final InMemoryStores stores;
    private final Chance chance;
    private final Map<Place, Optional<Object>> before = new HashMap<>();
    private final Map<ReplicaId, Map<Place, Optional<Object>>> known = new HashMap<>();

    private record Place(String collection, Key key) {}

    ReadMutant(Mutation mutation, InMemoryStores stores, Chance chance) {
        this.mutation = mutation;
        this.stores = stores;
        this.chance = chance;
    }

    @Override
    public @Nullable Object apply(Call call) {
        return switch (call.name()) {
            case "commit" -> commit(call, call.argument(0, Commit.class));
            case "load" -> load(call, call.argument(0, Projection.class).collection());
            default -> call.invoke();
        };
    }

    private @Nullable Object commit(Call call, Commit commit) {
        String collection = commit.projection().collection();
        Map<Place, Optional<Object>> replaced = new HashMap<>();
        for (DocumentChange change : commit.documents()) {
            replaced.put(new Place(collection, change.key()), stores.document(collection, change.key()));
        }
        Object outcome = call.invoke();
        if (outcome instanceof CommitOutcome.Committed) {
            before.putAll(replaced);
            for (DocumentChange change : commit.documents()) {
                knownTo(call.caller()).put(new Place(collection, change.key()), Optional.ofNullable(change.after()));
            }
        }
        return outcome;
    }

    private Object load(Call call, String collection) {
        Map<Key, Object> documents = new HashMap<>();
        for (Object each : call.argument(1, Collection.class)) {
            Key key = (Key) each;
            document(call.caller(), new Place(collection, key)).ifPresent(document -> documents.put(key, document));
        }
        return documents;
    }

    private Optional<Object> document(ReplicaId caller, Place place) {
        Optional<Object> stored = stores.document(place.collection(), place.key());
        if (mutation == Mutation.READ_IS_STALE) {
            Optional<Object> old = before.getOrDefault(place, stored);
            return chance.of(STALE) ? old : stored;
        }
        return knownTo(caller).computeIfAbsent(place, p -> stored);
    }

    private Map<Place, Optional<Object>> knownTo(ReplicaId replica) {
        return known.computeIfAbsent(replica, r -> new HashMap<>());
    }
}
