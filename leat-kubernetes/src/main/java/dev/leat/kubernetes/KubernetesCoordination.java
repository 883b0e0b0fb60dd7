package dev.leat.kubernetes;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.kubernetes.LeaseObjects.Shown;
import dev.leat.lease.Assignment;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.CoordinationName;
import dev.leat.lease.CoordinationText;
import dev.leat.lease.CoordinationText.Heartbeat;
import dev.leat.lease.Member;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.ProjectionId;
import dev.leat.time.Ticker;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats, roles and the assignment in Leases of one Kubernetes namespace. Thread-safe; calls block, as long as the
 * client's timeout and its retries say.
 *
 * <p>The API server has no clock that could be asked, and {@code renewTime} is the writer's. So the age of a heartbeat is
 * how long this process has seen its Lease unchanged, by its monotonic clock. A replica that died counts as alive for up to
 * one {@code leat.lease.timeout} more than with other coordinations, and on the first look everybody does. One object
 * serves all looks of a replica. Replicas that are gone for {@link #LEFTOVERS} are removed by whoever looks.
 *
 * <p>The client stays the caller's, who closes it after Leat. Errors are those of {@link Coordination}, and
 * {@link dev.leat.failure.UnsuitableStoreException} when Kubernetes refuses a right.
 */
public final class KubernetesCoordination implements Coordination {

    /** For how long a replica that is gone is kept: 60 min. */
    public static final Duration LEFTOVERS = Duration.ofMinutes(60);

    private static final int TRIES = 3;

    private final Leases leases;
    private final LeaseObjects objects;
    private final Changes changes;
    private final InstantSource clock;
    private final Map<ReplicaId, Lease> heartbeats = new ConcurrentHashMap<>();

    private KubernetesCoordination(Leases leases, LeaseObjects objects, Ticker ticker, InstantSource clock) {
        this.leases = leases;
        this.objects = objects;
        this.changes = new Changes(ticker);
        this.clock = clock;
    }

    /**
     * In one namespace. Nothing is read or written yet.
     *
     * @param client its request timeout should be well below {@code leat.lease.timeout}, with few retries
     * @param namespace where the Leases are, which must be there
     * @param name tells the replicas of one Leat database from all others there, see {@link CoordinationName}
     * @throws ConfigurationException when the name cannot be used
     */
    public static KubernetesCoordination of(KubernetesClient client, String namespace, String name) {
        return of(client, namespace, name, Ticker.system());
    }

    static KubernetesCoordination of(KubernetesClient client, String namespace, String name, Ticker ticker) {
        return new KubernetesCoordination(
                new Leases(client, namespace),
                new LeaseObjects(new CoordinationName(name)),
                ticker,
                InstantSource.system());
    }

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        String what = "writing the heartbeat of " + replica;
        String of = replica.toString();
        String text = CoordinationText.write(new Heartbeat(leaving, projections));
        Lease before = heartbeats.get(replica);
        for (int i = 0; i < TRIES; i++) {
            Shown shown = new Shown(of, 0, clock.instant());
            Lease written = leases.write(what, objects.lease(LeaseObjects.REPLICA, of, before, text, shown));
            if (written != null) {
                heartbeats.put(replica, written);
                return;
            }
            before = leases.read(what, objects.nameOf(LeaseObjects.REPLICA, of));
        }
        throw new StoreUnavailableException("Kubernetes did not take the heartbeat of " + replica + ": its Lease in"
                + " namespace " + leases.namespace() + " changes all the time. Nobody else may write it.");
    }

    @Override
    public void leave(ReplicaId replica) {
        giveBack(replica);
        leases.remove("leaving as " + replica, objects.nameOf(LeaseObjects.REPLICA, replica.toString()));
        heartbeats.remove(replica);
    }

    @Override
    public ControlView observe() {
        String what = "observing the other replicas";
        List<Lease> all = leases.list(what, objects.labels());
        List<Member> members = new ArrayList<>();
        Map<String, RoleHolder> roles = new HashMap<>();
        Assignment assignment = Assignment.NONE;
        List<String> names = new ArrayList<>();
        for (Lease lease : all) {
            String name = lease.getMetadata().getName();
            switch (LeaseObjects.kind(lease)) {
                case LeaseObjects.REPLICA -> {
                    names.add(name);
                    Duration age = changes.age(name, lease.getMetadata().getResourceVersion());
                    if (age.compareTo(LEFTOVERS) > 0) {
                        leases.remove(what, name);
                    } else {
                        members.add(member(lease, age));
                    }
                }
                case LeaseObjects.ROLE -> roles.put(LeaseObjects.of(lease), role(lease));
                case LeaseObjects.ASSIGNMENT -> assignment = assignment(lease);
                default -> {}
            }
        }
        changes.keep(names);
        return new ControlView(Instant.EPOCH, members, roles, assignment);
    }

    private Member member(Lease lease, Duration age) {
        String of = LeaseObjects.of(lease);
        Heartbeat heartbeat = CoordinationText.heartbeat(place(), nameOf(lease), LeaseObjects.text(lease));
        try {
            return new Member(
                    ReplicaId.parse(of),
                    LeaseObjects.generation(lease),
                    age,
                    heartbeat.leaving(),
                    heartbeat.projections());
        } catch (IllegalArgumentException e) {
            throw new DamagedDocumentException(place(), nameOf(lease), String.valueOf(e.getMessage()), e);
        }
    }

    private String place() {
        return "leases in namespace " + leases.namespace();
    }

    private static String nameOf(Lease lease) {
        return lease.getMetadata().getName();
    }

    private RoleHolder role(@Nullable Lease lease) {
        return lease == null
                ? RoleHolder.NOBODY
                : CoordinationText.role(place(), nameOf(lease), LeaseObjects.text(lease));
    }

    private Assignment assignment(@Nullable Lease lease) {
        return lease == null
                ? Assignment.NONE
                : CoordinationText.assignment(place(), nameOf(lease), LeaseObjects.text(lease));
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        String what = "taking role " + role.name();
        Lease seen = leases.read(what, objects.nameOf(LeaseObjects.ROLE, role.name()));
        boolean moved = !role(seen).epoch().equals(observed.epoch());
        return !moved
                && replaceRole(
                        what,
                        role.name(),
                        seen,
                        new RoleHolder(replica, observed.epoch().next()));
    }

    private boolean replaceRole(String what, String name, @Nullable Lease seen, RoleHolder next) {
        ReplicaId holder = next.holder();
        Shown shown = new Shown(
                holder == null ? null : holder.toString(), (int) next.epoch().value(), clock.instant());
        return leases.write(what, objects.lease(LeaseObjects.ROLE, name, seen, CoordinationText.write(next), shown))
                != null;
    }

    @Override
    public void giveBack(ReplicaId replica) {
        String what = "giving back the roles of " + replica;
        for (Lease lease : leases.list(what, objects.labels())) {
            if (!LeaseObjects.kind(lease).equals(LeaseObjects.ROLE)) {
                continue;
            }
            RoleHolder holder = role(lease);
            if (replica.equals(holder.holder())) {
                RoleHolder nobody = new RoleHolder(null, holder.epoch().next());
                replaceRole(what, LeaseObjects.of(lease), lease, nobody);
            }
        }
    }

    @Override
    public boolean publish(Assignment assignment) {
        String what = "publishing assignment " + assignment.version();
        Lease seen = leases.read(what, objects.nameOf(LeaseObjects.ASSIGNMENT, ""));
        boolean successor = assignment(seen).version() + 1 == assignment.version();
        Shown shown = new Shown(null, 0, clock.instant());
        return successor
                && leases.write(
                                what,
                                objects.lease(
                                        LeaseObjects.ASSIGNMENT, "", seen, CoordinationText.write(assignment), shown))
                        != null;
    }

    @Override
    public String toString() {
        return "Kubernetes leases of " + objects.name() + " in namespace " + leases.namespace();
    }
}
