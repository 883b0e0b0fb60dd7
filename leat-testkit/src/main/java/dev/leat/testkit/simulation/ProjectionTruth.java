package dev.leat.testkit.simulation;

import dev.leat.checkpoint.Epoch;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.testkit.memory.InMemoryStores;
import dev.leat.testkit.simulation.Scenario.Appended;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
    private final Scenario scenario;
    private final InMemoryStores stores;
    private final Tally tally;
    private final Map<Key, KeyTruth> keys = new LinkedHashMap<>();
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();
    private final Map<EventId, Integer> arrivals = new HashMap<>();
    private final List<PartitionTruth> partitions = new ArrayList<>();

    /** A partition's part of an event that is parked until its true keys can be known. */
    private record Waiting(Position position, Appended event, List<Key> trueKeys) {}

    /**
     * An event in a partition.
     *
     * @param trueKeys those that lie in the partition
     * @param ownKey under which it is parked when its keys cannot be known; null for an event that is always whole
     * @param strayed its stream lies in another partition, so that this one has to park it in any case
     */
    private record Concern(
            Position position,
            Appended event,
            List<Key> trueKeys,
            @Nullable Key ownKey,
            boolean strayed) {}

    private static final class PartitionTruth {
        private final List<Concern> concerns = new ArrayList<>();
        private int arrived;
        private Epoch epoch = Epoch.NONE;
        private Position checkpoint = Position.START;
    }

    ProjectionTruth(Projection<?> projection, Scenario scenario, InMemoryStores stores, Tally tally) {
        this.projection = projection;
        this.scenario = scenario;
        this.stores = stores;
        this.tally = tally;
        for (int i = 0; i < projection.partitioning().count(); i++) {
            partitions.add(new PartitionTruth());
        }
    }

    /** The ledger has a new event, in a slot. */
    void add(Position position, Appended event, int slot) {
        List<Key> trueKeys = Scenario.keysOf(projection, event);
        boolean doubtful = scenario.mayBeUnkeyed(projection, event);
        if (doubtful && Scenario.isByStream(projection)) {
            int partition = projection.partitioning().partitionOf(slot);
            boolean strayed = truthOf(trueKeys.getFirst()).partition() != partition;
            Key ownKey = Key.of("event:" + event.id());
            partitions.get(partition).concerns.add(new Concern(position, event, trueKeys, ownKey, strayed));
            return;
        }
        for (int number = 0; number < partitions.size(); number++) {
            int partition = number;
            List<Key> here = trueKeys.stream()
                    .filter(key -> truthOf(key).partition() == partition)
                    .toList();
            if (doubtful || !here.isEmpty()) {
                Key ownKey = doubtful ? Key.of("event:" + event.id() + "@" + partition) : null;
                partitions.get(partition).concerns.add(new Concern(position, event, here, ownKey, false));
            }
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
            arrive(truth.concerns.get(truth.arrived++), touched);
        }
    }

    /** A checkpoint has passed an event: it was parked because its keys could not be known, or it counts now. */
    private void arrive(Concern concern, Set<Key> touched) {
        Key ownKey = concern.ownKey();
        boolean waits = ownKey != null && !queueOf(ownKey).isEmpty();
        if (ownKey != null) {
            countArrival(concern.event().id(), waits);
        }
        if (ownKey != null && waits) {
            tally.count(concern.strayed() ? Occurrence.EVENT_STRAYED : Occurrence.EVENT_WITHOUT_KEY);
            waiting.put(ownKey, new Waiting(concern.position(), concern.event(), concern.trueKeys()));
            touched.add(ownKey);
            return;
        }
        Violation.unless(
                !concern.strayed(),
                () -> "event " + concern.event().id() + " was passed by the partition of its slot in " + projection
                        + ", and not parked, although its stream lies elsewhere");
        concern.trueKeys().forEach(key -> truthOf(key).arrive(concern.position(), concern.event()));
        touched.addAll(concern.trueKeys());
    }

    /** Notes whether some partitions parked an event and others took it as it came. */
    private void countArrival(EventId event, boolean waits) {
        int before = arrivals.getOrDefault(event, 0);
        int now = before | (waits ? 1 : 2);
        arrivals.put(event, now);
        if (now == 3 && before != 3) {
            tally.count(Occurrence.MENDED_BETWEEN);
        }
    }

    /** A commit has stored a ruling about an event that waited: what it takes effect in is another from now on. */
    void rule(ParkChange.Rule rule) {
        Appended event = scenario.find(rule.event().id());
        Appended replacement = rule.request().action() instanceof ParkAction.Edit edit
                ? new Appended(
                        event.id(), event.stream(), event.version(), (Happened) ((Event) edit.replacement()).data())
                : null;
        Waiting waits = waiting.get(rule.key());
        if (waits == null) {
            truthOf(rule.key()).rule(rule.event().position(), replacement);
        } else {
            List<Key> trueKeys = replacement == null
                    ? List.of()
                    : Scenario.keysOf(projection, replacement).stream()
                            .filter(key ->
                                    truthOf(key).partition() == rule.partition().number())
                            .toList();
            waiting.put(rule.key(), new Waiting(waits.position(), replacement == null ? event : replacement, trueKeys));
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
            if (key.value().startsWith("event:")) {
                ordinary.addAll(checkUnkeyed(key, parkedKeys.contains(key)));
            } else {
                ordinary.add(key);
            }
        }
        for (Key key : ordinary) {
            truthOf(key).check(queueOf(key), parkedKeys.contains(key), document(key));
        }
    }

    /** Checks an event that is parked under a key of its own; returns the true keys that it just took effect in. */
    private List<Key> checkUnkeyed(Key key, boolean parked) {
        List<Position> queue = queueOf(key);
        Waiting waits = waiting.get(key);
        if (waits != null && queue.isEmpty()) {
            waiting.remove(key);
            waits.trueKeys().forEach(trueKey -> truthOf(trueKey).addLate(waits.event()));
            return waits.trueKeys();
        }
        List<Position> expected = waits == null ? List.of() : List.of(waits.position());
        Violation.unless(
                queue.equals(expected) && (parked || waits == null),
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
        every.addAll(waiting.keySet());
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
