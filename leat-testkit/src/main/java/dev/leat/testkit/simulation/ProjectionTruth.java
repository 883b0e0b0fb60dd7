package dev.leat.testkit.simulation;

import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.memory.InMemoryStores;
import dev.leat.testkit.simulation.Scenario.Appended;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of one projection. It follows the checkpoints in the store and checks the keys that a write could
 * have changed.
 */
final class ProjectionTruth {

    private final Projection<?> projection;
    private final InMemoryStores stores;
    private final Map<Key, KeyTruth> keys = new LinkedHashMap<>();
    private final Map<Key, Unkeyed> unkeyed = new LinkedHashMap<>();
    private final List<PartitionTruth> partitions = new ArrayList<>();

    /** An event that is parked under a key of its own until its true keys can be known. */
    private static final class Unkeyed {
        private final Appended event;
        private final Position position;
        private boolean arrived;
        private boolean applied;

        Unkeyed(Appended event, Position position) {
            this.event = event;
            this.position = position;
        }
    }

    /** An event in a partition. */
    private record Concern(Position position, Key key) {}

    private static final class PartitionTruth {
        private final List<Concern> concerns = new ArrayList<>();
        private int arrived;
        private Epoch epoch = Epoch.NONE;
        private Position checkpoint = Position.START;
    }

    ProjectionTruth(Projection<?> projection, InMemoryStores stores) {
        this.projection = projection;
        this.stores = stores;
        for (int i = 0; i < projection.partitioning().count(); i++) {
            partitions.add(new PartitionTruth());
        }
    }

    /** The ledger has a new event. */
    void add(Position position, Appended event) {
        if (Scenario.isUnkeyed(projection, event)) {
            Key key = Key.of("event:" + event.id());
            unkeyed.put(key, new Unkeyed(event, position));
            int slot = Slots.of(event.stream().value());
            partitions.get(projection.partitioning().partitionOf(slot)).concerns.add(new Concern(position, key));
            return;
        }
        for (Key key : Scenario.keysOf(projection, event)) {
            KeyTruth truth = truthOf(key);
            truth.add(position, event);
            partitions.get(truth.partition()).concerns.add(new Concern(position, key));
        }
    }

    private KeyTruth truthOf(Key key) {
        return keys.computeIfAbsent(key, k -> new KeyTruth(projection, k));
    }

    /** Takes over what a write did to the checkpoints, and checks the keys that it concerns. */
    void follow(Collection<Key> written) {
        Set<Key> touched = new LinkedHashSet<>(written);
        List<Ownership> stored = stores.leases().ownerships(projection.id());
        for (int i = 0; i < stored.size(); i++) {
            follow(stored.get(i), partitions.get(i), touched);
        }
        checkAll(touched);
    }

    private void follow(Ownership stored, PartitionTruth truth, Set<Key> touched) {
        Violation.unless(
                stored.epoch().value() >= truth.epoch.value(),
                () -> "epoch of " + stored.partition() + " went back from " + truth.epoch + " to " + stored.epoch());
        Violation.unless(
                stored.checkpoint().covers(truth.checkpoint),
                () -> "checkpoint of " + stored.partition() + " went back from " + truth.checkpoint + " to "
                        + stored.checkpoint());
        truth.epoch = stored.epoch();
        truth.checkpoint = stored.checkpoint();
        while (truth.arrived < truth.concerns.size()
                && stored.checkpoint().covers(truth.concerns.get(truth.arrived).position())) {
            Key key = truth.concerns.get(truth.arrived++).key();
            Unkeyed event = unkeyed.get(key);
            if (event != null) {
                event.arrived = true;
            } else {
                truthOf(key).arrive();
            }
            touched.add(key);
        }
    }

    private void checkAll(Set<Key> touched) {
        if (touched.isEmpty()) {
            return;
        }
        List<ParkedKey> parked = stores.parked().parked(projection.id());
        Set<Key> parkedKeys = new LinkedHashSet<>();
        parked.forEach(key -> parkedKeys.add(key.key()));
        Set<Key> ordinary = new LinkedHashSet<>();
        for (Key key : touched) {
            Unkeyed event = unkeyed.get(key);
            if (event == null) {
                ordinary.add(key);
            } else {
                ordinary.addAll(checkUnkeyed(key, event, parkedKeys.contains(key)));
            }
        }
        for (Key key : ordinary) {
            truthOf(key).check(queueOf(key), parkedKeys.contains(key), document(key));
        }
    }

    /** Checks an unkeyed event; returns the true keys that it just took effect in. */
    private List<Key> checkUnkeyed(Key key, Unkeyed unkeyedEvent, boolean parked) {
        List<Position> queue = queueOf(key);
        boolean waits = unkeyedEvent.arrived && !unkeyedEvent.applied;
        if (waits && queue.isEmpty()) {
            unkeyedEvent.applied = true;
            List<Key> trueKeys = Scenario.keysOf(projection, unkeyedEvent.event);
            trueKeys.forEach(trueKey -> truthOf(trueKey).addLate(unkeyedEvent.event));
            return trueKeys;
        }
        List<Position> expected = waits ? List.of(unkeyedEvent.position) : List.of();
        Violation.unless(
                queue.equals(expected) && (parked || !waits),
                () -> "queue of " + projection + " key " + key + " holds " + queue + " and must hold " + expected);
        return List.of();
    }

    private List<Position> queueOf(Key key) {
        return stores.parked().queue(projection.id(), key, Integer.MAX_VALUE).stream()
                .map(ParkedEvent::position)
                .toList();
    }

    private @Nullable Trail document(Key key) {
        return (Trail) stores.document(projection.collection(), key).orElse(null);
    }

    /** True when every partition has passed every event of the ledger that concerns it. */
    boolean hasArrived() {
        return partitions.stream().allMatch(partition -> partition.arrived == partition.concerns.size());
    }

    /** Checks every key and that there is no document beside them. */
    void checkWhole() {
        Set<Key> every = new LinkedHashSet<>(keys.keySet());
        every.addAll(unkeyed.keySet());
        checkAll(every);
        for (Key key : stores.documents(projection.collection()).keySet()) {
            Violation.unless(
                    keys.containsKey(key), () -> "document of " + projection + " key " + key + " comes from no event");
        }
    }

    /** Checks that what is parked is only what fails. */
    void checkParked(java.util.function.Predicate<Position> fails) {
        for (ParkedKey parked : stores.parked().parked(projection.id())) {
            List<Position> queue = queueOf(parked.key());
            Violation.unless(
                    !queue.isEmpty() && fails.test(queue.getFirst()),
                    () -> parked + " with queue " + queue + " does not begin with an event that fails");
        }
    }

    @Override
    public String toString() {
        return projection.toString();
    }
}
