package dev.leat.testkit.simulation;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.testkit.memory.InMemoryStores;
import dev.leat.testkit.simulation.Scenario.Appended;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The invariants, checked after each write that the store took. Owns what must be true, computed in another way than the
 * engine does. Confined to the simulation's thread.
 */
final class Truth {

    private final Scenario scenario;
    private final InMemoryStores stores;
    private final Map<ProjectionId, ProjectionTruth> projections = new LinkedHashMap<>();
    private final Map<PartitionId, Map<Epoch, ReplicaId>> grants = new HashMap<>();
    private final Set<EventId> inLedger = new HashSet<>();
    private final Map<StreamId, Long> versions = new HashMap<>();
    private final List<Appended> ledger = new ArrayList<>();
    private long commits;
    private final Tally tally;
    private final Requests requests;

    Truth(Scenario scenario, InMemoryStores stores, Tally tally) {
        this.scenario = scenario;
        this.stores = stores;
        this.tally = tally;
        this.requests = new Requests(tally);
        for (Projection<?> projection : scenario.projections()) {
            projections.put(projection.id(), new ProjectionTruth(projection, scenario, stores, tally));
        }
    }

    Requests requests() {
        return requests;
    }

    long commits() {
        return commits;
    }

    /** The ledger may have grown: it must be dense, without doubles, each stream in order and without a gap. */
    void appended() {
        Position last = Position.of(ledger.size());
        for (Entry entry : stores.ledger().read(Scenario.SOURCE, last, Integer.MAX_VALUE)) {
            Violation.unless(
                    entry.first().equals(Position.of(ledger.size() + 1L)),
                    () -> "the ledger has " + entry + " behind position " + ledger.size());
            for (Pointer pointer : entry.pointers()) {
                add(pointer);
            }
        }
    }

    private void add(Pointer pointer) {
        EventId id = pointer.id();
        Appended event = scenario.find(id);
        Position position = Position.of(ledger.size() + 1L);
        Violation.unless(inLedger.add(id), () -> "event " + id + " is in the ledger twice, again at " + position);
        long before = versions.getOrDefault(event.stream(), 0L);
        Violation.unless(
                event.version() == before + 1,
                () -> "event " + id + " is in the ledger at " + position + ", behind version " + before);
        versions.put(event.stream(), event.version());
        ledger.add(event);
        projections.values().forEach(projection -> projection.add(position, event, pointer.slot()));
    }

    /** Ownerships were claimed: an epoch is given out once. */
    void claimed(ReplicaId replica, Collection<Ownership> claimed) {
        for (Ownership ownership : claimed) {
            ReplicaId before = grants.computeIfAbsent(ownership.partition(), p -> new HashMap<>())
                    .putIfAbsent(ownership.epoch(), replica);
            Violation.unless(
                    before == null,
                    () -> "epoch " + ownership.epoch() + " of " + ownership.partition() + " was given to " + before
                            + " and to " + replica);
        }
        claimed.stream()
                .map(ownership -> ownership.partition().projection())
                .distinct()
                .forEach(projection -> truthOf(projection).follow(List.of()));
    }

    void released(Collection<CheckpointMove> moves) {
        moves.stream()
                .map(move -> move.partition().projection())
                .distinct()
                .forEach(projection -> truthOf(projection).follow(List.of()));
    }

    /** A commit was accepted: its documents and queues must be those at the checkpoint, and it the owner's. */
    void committed(ReplicaId replica, Commit commit) {
        commits++;
        List<Key> written = new ArrayList<>();
        commit.documents().forEach(change -> written.add(change.key()));
        ProjectionTruth truth = truthOf(commit.projection().id());
        for (ParkChange change : commit.parked()) {
            switch (change) {
                case ParkChange.Park park -> {
                    tally.count(Occurrence.KEY_PARKED);
                    written.add(park.key().key());
                }
                case ParkChange.Queue queue -> {
                    tally.count(Occurrence.EVENT_QUEUED);
                    written.add(queue.key());
                }
                case ParkChange.Dequeue dequeue -> written.add(dequeue.key());
                case ParkChange.Unpark unpark -> {
                    tally.count(Occurrence.KEY_UNPARKED);
                    written.add(unpark.key());
                }
                case ParkChange.Rule rule -> {
                    requests.ruled(rule);
                    truth.rule(rule);
                }
                case ParkChange.Audit audit -> requests.answered(audit.note());
                case ParkChange.Expect ignored -> {}
            }
        }
        truth.follow(written);
        List<Ownership> stored = stores.leases().ownerships(commit.projection().id());
        for (CheckpointMove move : commit.checkpoints()) {
            Epoch epoch = stored.get(move.partition().number()).epoch();
            ReplicaId owner = grants.getOrDefault(move.partition(), Map.of()).get(epoch);
            Violation.unless(
                    replica.equals(owner),
                    () -> "a commit of " + replica + " was accepted for " + move.partition() + " in epoch " + epoch
                            + ", which is " + owner + "'s");
        }
    }

    private ProjectionTruth truthOf(ProjectionId projection) {
        return Objects.requireNonNull(projections.get(projection));
    }

    /** True when every event is in the ledger and has arrived in every projection, and nothing is being retried. */
    boolean isQuiet() {
        return ledger.size() == scenario.size()
                && projections.values().stream().allMatch(ProjectionTruth::hasArrived)
                && scenario.projections().stream().allMatch(projection -> waitsForNobody(projection.id()));
    }

    private boolean waitsForNobody(ProjectionId projection) {
        return stores.parked().parked(projection).stream()
                .allMatch(key -> key.state() == ParkedKey.State.PARKED && key.request() == null);
    }

    boolean hasParked() {
        return scenario.projections().stream()
                .anyMatch(projection -> !stores.parked().parked(projection.id()).isEmpty());
    }

    /** What is not yet quiet, in words. */
    String unquiet() {
        List<String> late = new ArrayList<>();
        for (Map.Entry<ProjectionId, ProjectionTruth> entry : projections.entrySet()) {
            if (!entry.getValue().hasArrived()) {
                late.add(entry.getKey() + " " + stores.leases().ownerships(entry.getKey()));
            }
            if (!waitsForNobody(entry.getKey())) {
                late.add("parked " + stores.parked().parked(entry.getKey()));
            }
        }
        return "ledger " + ledger.size() + " of " + scenario.size() + ", not arrived: " + late;
    }

    /** Checks everything. */
    void checkWhole() {
        projections.keySet().forEach(projection -> requests.check(projection, stores.parked()));
        projections.values().forEach(projection -> {
            projection.checkWhole();
            projection.checkParked(position ->
                    scenario.refuses() || scenario.isTroubled(ledger.get(Math.toIntExact(position.value() - 1))));
        });
    }
}
