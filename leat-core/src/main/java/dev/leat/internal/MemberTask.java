package dev.leat.internal;

import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.ControlView;
import dev.leat.lease.LeaseTiming;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a replica in touch with the others, in rounds: heartbeat, observe, take vacant roles, lead if it is the leader,
 * and tell the other tasks what is wanted of them. A round runs every heartbeat interval and after each wake-up. It
 * goes without a look at the others as long as nobody on whom this replica depends can count as gone.
 *
 * <p>Confined to its thread, but for the methods that say so.
 */
public final class MemberTask extends StoppableTask {

    private static final Logger log = LoggerFactory.getLogger("dev.leat.member");

    private final ReplicaContext context;
    private final List<ProjectionTask<?>> projections;
    private final List<TailerTask> tailers;
    private final List<RelayTask> relays;
    private final Map<ProjectionId, Integer> hosted;
    private final LeaseTiming timing;
    private final List<Role> roles;
    private final Leadership leadership;
    private final Deque<Runnable> round = new ArrayDeque<>();
    private final Map<PartitionId, Long> wantedSince = new HashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean(true);
    private boolean leavingAnnounced;
    private long heartbeatAt;
    private boolean heartbeatDone;
    private long observations;
    private long lookDueAt;
    private OptionalLong resignedAt = OptionalLong.empty();

    MemberTask(
            ReplicaContext context,
            List<ProjectionTask<?>> projections,
            List<TailerTask> tailers,
            List<RelayTask> relays) {
        this.context = context;
        this.projections = List.copyOf(projections);
        this.tailers = List.copyOf(tailers);
        this.relays = List.copyOf(relays);
        this.hosted = projections.stream()
                .filter(MemberTask::isAssignedByLeader)
                .collect(Collectors.toUnmodifiableMap(
                        task -> task.projection().id(),
                        task -> task.projection().partitioning().count()));
        this.timing = context.config().lease();
        this.roles = Stream.<Role>concat(
                        Stream.of(new Role.Leader()), tailers.stream().map(tailer -> new Role.Tailer(tailer.source())))
                .toList();
        Map<ProjectionId, SourceId> sources = projections.stream()
                .filter(MemberTask::isAssignedByLeader)
                .collect(Collectors.toUnmodifiableMap(task -> task.projection().id(), ProjectionTask::source));
        this.leadership = new Leadership(context, sources);
    }

    @Override
    public String name() {
        return "member";
    }

    /** Starts a round soon. Callable from any thread. */
    void lookSoon() {
        woken.set(true);
        wake();
    }

    @Override
    public void requestStop() {
        super.requestStop();
        woken.set(true);
    }

    @Override
    public void recover() {
        round.clear();
        heartbeatDone = false;
        lookDueAt = context.ticker().nanos();
    }

    @Override
    public Duration step() {
        Runnable next = round.poll();
        if (next != null) {
            next.run();
            return Duration.ZERO;
        }
        if (isStopRequested()) {
            return leave();
        }
        long sinceHeartbeat = context.ticker().nanos() - heartbeatAt;
        boolean heartbeatDue =
                !heartbeatDone || sinceHeartbeat >= timing.heartbeatInterval().toNanos();
        if (heartbeatDue) {
            round.add(this::heartbeat);
        }
        boolean lookDue = heartbeatDue && context.ticker().nanos() - lookDueAt >= 0;
        if (woken.getAndSet(false) || lookDue) {
            round.add(this::observe);
        }
        return round.isEmpty()
                ? Duration.ofNanos(timing.heartbeatInterval().toNanos() - sinceHeartbeat)
                : Duration.ZERO;
    }

    private void heartbeat() {
        long now = context.ticker().nanos();
        context.stores().leases().heartbeat(context.replica(), isStopRequested(), hosted);
        heartbeatAt = now;
        heartbeatDone = true;
    }

    private Duration leave() {
        if (!leavingAnnounced) {
            round.add(() -> context.stores().leases().giveBack(context.replica()));
            round.add(this::heartbeat);
            round.add(this::announce);
            leavingAnnounced = true;
            return Duration.ZERO;
        }
        boolean othersStopped = projections.stream().allMatch(Task::isStopped)
                && relays.stream().allMatch(Task::isStopped)
                && tailers.stream().allMatch(Task::isStopped);
        if (!othersStopped) {
            return Duration.ofMillis(5);
        }
        context.stores().leases().leave(context.replica());
        stopped();
        return Duration.ZERO;
    }

    private void announce() {
        context.stores().wakeups().announce(new Wakeup.ControlChanged());
    }

    private void observe() {
        long now = context.ticker().nanos();
        ControlView view = context.stores().leases().observe();
        Map<ReplicaId, Member> alive = view.members().stream()
                .filter(member -> member.isAlive(timing.timeout()))
                .collect(Collectors.toMap(Member::id, member -> member));
        for (TailerTask tailer : tailers) {
            boolean mine = holdOrTake(new Role.Tailer(tailer.source()), view, alive);
            tailer.enable(mine);
            relays.stream()
                    .filter(relay -> relay.source().equals(tailer.source()))
                    .forEach(relay -> relay.enable(mine));
        }
        if (alive.size() > 1 && relays.stream().anyMatch(this::standsStill)) {
            round.add(this::resign);
        }
        if (holdOrTake(new Role.Leader(), view, alive)) {
            leadership.plan(view, alive.values(), round);
        } else {
            leadership.lost();
        }
        for (ProjectionTask<?> projection : projections) {
            direct(projection, view, alive);
        }
        lookDueAt = now + untilLook(view, alive).toNanos();
    }

    private boolean standsStill(RelayTask relay) {
        return relay.standsStill().compareTo(timing.stuckTimeout()) > 0;
    }

    /** Gives another replica a chance to relay. Where all are cut off from the brokers alike, the role goes round. */
    private void resign() {
        log.warn("Relay makes no progress, giving the tailer's role back: owner={}", context.replica());
        context.stores().leases().giveBack(context.replica());
        relays.forEach(relay -> relay.enable(false));
        resignedAt = OptionalLong.of(context.ticker().nanos());
        announce();
    }

    private boolean isResting() {
        return resignedAt.isPresent()
                && context.ticker().nanos() - resignedAt.getAsLong()
                        < timing.timeout().toNanos();
    }

    /**
     * For how long there is nothing to see unless a wake-up tells of it. The leader looks at everybody, and who lacks a
     * partition looks for it, in each round; others need not look before leader or tailer can count as gone.
     */
    private Duration untilLook(ControlView view, Map<ReplicaId, Member> alive) {
        boolean settled = projections.stream().allMatch(projection -> {
            Set<Integer> wanted = wantedOf(view.assignment(), projection);
            return !wanted.isEmpty() && projection.ownedNow().containsAll(wanted);
        });
        Duration until = settled ? timing.timeout() : Duration.ZERO;
        for (Role role : roles) {
            ReplicaId holder = view.holderOf(role).holder();
            Member member = holder == null || holder.equals(context.replica()) ? null : alive.get(holder);
            Duration left = member == null ? Duration.ZERO : timing.timeout().minus(member.sinceHeartbeat());
            until = left.compareTo(until) < 0 ? left : until;
        }
        return until;
    }

    /** Whether the role is held here; when nobody alive holds it, the round tries to take it. */
    private boolean holdOrTake(Role role, ControlView view, Map<ReplicaId, Member> alive) {
        RoleHolder holder = view.holderOf(role);
        ReplicaId replica = holder.holder();
        if (context.replica().equals(replica)) {
            return true;
        }
        boolean vacant = replica == null || !alive.containsKey(replica);
        if (vacant && !isStopRequested() && !isResting()) {
            round.add(() -> {
                if (context.stores().leases().take(role, holder, context.replica())) {
                    woken.set(true);
                }
            });
        }
        return false;
    }

    private void direct(ProjectionTask<?> projection, ControlView view, Map<ReplicaId, Member> alive) {
        ProjectionId id = projection.projection().id();
        long observation = ++observations;
        Set<Integer> wanted = wantedOf(view.assignment(), projection);
        Set<Integer> missing = new HashSet<>(wanted);
        missing.removeAll(projection.ownedNow());
        wantedSince
                .keySet()
                .removeIf(partition -> partition.projection().equals(id) && !missing.contains(partition.number()));
        boolean rebuild = view.isRebuild(id);
        projection.direct(new Directive(observation, wanted, List.of(), view.parkRequests(), rebuild));
        if (!missing.isEmpty()) {
            round.add(() -> {
                List<Ownership> ownerships = context.stores().leases().ownerships(id);
                List<Ownership> claimable = ownerships.stream()
                        .filter(ownership ->
                                missing.contains(ownership.partition().number()))
                        .filter(ownership -> isClaimable(ownership, alive))
                        .toList();
                projection.direct(new Directive(observation, wanted, claimable, view.parkRequests(), rebuild));
            });
        }
    }

    private static boolean isAssignedByLeader(ProjectionTask<?> projection) {
        return projection.intake().assigned().isEmpty();
    }

    /** What the route gives this replica, or else the leader. */
    private Set<Integer> wantedOf(Assignment assignment, ProjectionTask<?> projection) {
        Optional<Set<Integer>> byRoute = projection.intake().assigned();
        if (byRoute.isPresent()) {
            return byRoute.get();
        }
        List<Target> targets =
                assignment.targets().getOrDefault(projection.projection().id(), List.of());
        Set<Integer> wanted = new HashSet<>();
        for (int partition = 0; partition < targets.size(); partition++) {
            if (context.replica().equals(targets.get(partition).replica())) {
                wanted.add(partition);
            }
        }
        return wanted;
    }

    private boolean isClaimable(Ownership ownership, Map<ReplicaId, Member> alive) {
        @Nullable ReplicaId owner = ownership.owner();
        if (owner == null || owner.equals(context.replica()) || !alive.containsKey(owner)) {
            return true;
        }
        long now = context.ticker().nanos();
        long since = wantedSince.computeIfAbsent(ownership.partition(), partition -> now);
        return now - since > timing.handOverTimeout().toNanos();
    }
}
