package dev.leat.testkit.memory;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.Position;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Assignment;
import dev.leat.lease.ControlView;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Members, roles, the assignment and the ownerships. Thread-safe. */
final class InMemoryLeases implements LeaseStore {

    private final Database database;
    private final LongSupplier parkRequests;
    private final Supplier<Map<String, Integer>> live;
    private final Map<ProjectionId, Registration> registrations = new LinkedHashMap<>();
    private final Map<ProjectionId, List<Ownership>> ownerships = new HashMap<>();
    private final Map<ReplicaId, Heartbeat> heartbeats = new LinkedHashMap<>();
    private final Map<String, RoleHolder> roles = new LinkedHashMap<>();
    private Assignment assignment = Assignment.NONE;
    private long generations;

    InMemoryLeases(Database database, LongSupplier parkRequests, Supplier<Map<String, Integer>> live) {
        this.database = database;
        this.parkRequests = parkRequests;
        this.live = live;
    }

    private record Heartbeat(long generation, Instant at, boolean leaving, Map<ProjectionId, Integer> projections) {}

    @Override
    public void register(Registration registration) {
        database.run(() -> {
            for (Registration other : registrations.values()) {
                boolean same = other.projection().equals(registration.projection());
                if (same ? !other.equals(registration) : other.collection().equals(registration.collection())) {
                    throw new ConfigurationException("Projection " + registration.projection() + " is registered as "
                            + other + " and now comes as " + registration + ". Give it a new version or collection.");
                }
            }
            if (registrations.putIfAbsent(registration.projection(), registration) == null) {
                List<Ownership> unowned = new ArrayList<>();
                for (int i = 0; i < registration.partitioning().count(); i++) {
                    unowned.add(moved(Ownership.unowned(new PartitionId(registration.projection(), i))));
                }
                ownerships.put(registration.projection(), unowned);
            }
        });
    }

    private Ownership moved(Ownership ownership) {
        return new Ownership(
                ownership.partition(),
                ownership.owner(),
                ownership.epoch(),
                ownership.checkpoint(),
                ownership.commits(),
                ownership.events(),
                ownership.offset(),
                database.now());
    }

    @Override
    public List<Registration> registrations() {
        return database.locked(() -> registrations.values().stream()
                .sorted(Comparator.comparing(
                        registration -> registration.projection().toString()))
                .toList());
    }

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        database.run(() -> {
            Heartbeat before = heartbeats.get(replica);
            long generation = before != null ? before.generation() : ++generations;
            heartbeats.put(replica, new Heartbeat(generation, database.now(), leaving, projections));
        });
    }

    @Override
    public void leave(ReplicaId replica) {
        database.run(() -> {
            heartbeats.remove(replica);
            giveBack(replica);
        });
    }

    @Override
    public ControlView observe() {
        return database.locked(() -> {
            Instant now = database.now();
            List<Member> members = new ArrayList<>();
            heartbeats.forEach((replica, heartbeat) -> members.add(new Member(
                    replica,
                    heartbeat.generation(),
                    Duration.between(heartbeat.at(), now),
                    heartbeat.leaving(),
                    heartbeat.projections())));
            return new ControlView(now, members, roles, assignment, parkRequests.getAsLong(), live.get());
        });
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        return database.locked(() -> {
            RoleHolder present = roles.getOrDefault(role.name(), RoleHolder.NOBODY);
            boolean free = present.epoch().equals(observed.epoch());
            if (free) {
                roles.put(role.name(), new RoleHolder(replica, present.epoch().next()));
            }
            return free;
        });
    }

    @Override
    public void giveBack(ReplicaId replica) {
        database.run(() -> roles.replaceAll(
                (name, holder) -> replica.equals(holder.holder()) ? new RoleHolder(null, holder.epoch()) : holder));
    }

    @Override
    public boolean publish(Assignment next) {
        return database.locked(() -> {
            boolean successor = next.version() == assignment.version() + 1;
            if (successor) {
                assignment = next;
            }
            return successor;
        });
    }

    @Override
    public List<Ownership> ownerships() {
        return database.locked(
                () -> ownerships.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public List<Ownership> ownerships(ProjectionId projection) {
        return database.locked(() -> List.copyOf(ownerships.getOrDefault(projection, List.of())));
    }

    @Override
    public List<Ownership> claim(ReplicaId replica, List<Ownership> observed) {
        return database.locked(() -> {
            List<Ownership> claimed = new ArrayList<>();
            for (Ownership wanted : observed) {
                Ownership stored = ownership(wanted.partition());
                if (stored.epoch().equals(wanted.epoch())) {
                    Ownership mine = new Ownership(
                            stored.partition(),
                            replica,
                            stored.epoch().next(),
                            stored.checkpoint(),
                            stored.commits(),
                            stored.events(),
                            stored.offset(),
                            stored.movedAt());
                    store(mine);
                    claimed.add(mine);
                }
            }
            return claimed;
        });
    }

    @Override
    public void release(ReplicaId replica, List<CheckpointMove> finalMoves) {
        database.run(() -> {
            for (CheckpointMove move : finalMoves) {
                Ownership stored = ownership(move.partition());
                if (replica.equals(stored.owner()) && allows(move)) {
                    store(new Ownership(
                            stored.partition(),
                            null,
                            stored.epoch(),
                            move.to(),
                            stored.commits(),
                            stored.events(),
                            offset(stored, move),
                            database.now()));
                }
            }
        });
    }

    // What follows is called under the lock.

    boolean allows(CheckpointMove move) {
        Ownership stored = ownership(move.partition());
        return stored.epoch().equals(move.epoch()) && stored.checkpoint().equals(move.from());
    }

    void move(CheckpointMove move) {
        Ownership stored = ownership(move.partition());
        store(new Ownership(
                stored.partition(),
                stored.owner(),
                stored.epoch(),
                move.to(),
                stored.commits() + 1,
                stored.events() + move.events(),
                offset(stored, move),
                database.now()));
    }

    private static @Nullable TopicOffset offset(Ownership stored, CheckpointMove move) {
        return move.offset() != null ? move.offset() : stored.offset();
    }

    Ownership ownership(PartitionId partition) {
        List<Ownership> stored = ownerships.get(partition.projection());
        return stored != null && partition.number() < stored.size()
                ? stored.get(partition.number())
                : new Ownership(partition, null, new Epoch(-1), Position.START, 0, 0);
    }

    /** Forgets a projection. */
    void remove(ProjectionId projection) {
        registrations.remove(projection);
        ownerships.remove(projection);
    }

    void store(Ownership ownership) {
        List<Ownership> stored = ownerships.get(ownership.partition().projection());
        if (stored == null) {
            throw new IllegalArgumentException("Projection of " + ownership + " is not registered. Register it first.");
        }
        stored.set(ownership.partition().number(), ownership);
    }
}
