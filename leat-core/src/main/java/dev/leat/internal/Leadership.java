package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.Assignor;
import dev.leat.lease.ControlView;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does in a round: computes the assignment and looks for partitions whose owner lives but makes no
 * progress. Confined to the member task. That two replicas lead at once for a while does no harm: an assignment is a
 * wish, and of two that follow the same version one is refused.
 */
final class Leadership {

    private static final Logger log = LoggerFactory.getLogger("dev.leat.leader");

    /** For how many stuck timeouts a replica that stood still gets no partitions of the projection. */
    private static final int STUCK_PENALTY = 5;

    private final ReplicaContext context;
    private final Map<ProjectionId, SourceId> sources;
    private final Map<PartitionId, Progress> progress = new HashMap<>();
    private final Map<ProjectionId, Map<ReplicaId, Long>> stuckUntil = new HashMap<>();
    private boolean published;
    private long publishedAt;
    private long watchedAt;

    Leadership(ReplicaContext context, Map<ProjectionId, SourceId> sources) {
        this.context = context;
        this.sources = new TreeMap<>(Comparator.comparing(ProjectionId::toString));
        this.sources.putAll(sources);
        this.watchedAt = context.ticker().nanos();
    }

    /** A partition's checkpoint and when it was first seen there. */
    private record Progress(Ownership ownership, long since) {}

    void lost() {
        progress.clear();
        stuckUntil.clear();
        published = false;
    }

    /** Adds to the round what the leader has to do. */
    void plan(ControlView view, Collection<Member> alive, Queue<Runnable> round) {
        long now = context.ticker().nanos();
        Assignment next = next(view.assignment(), alive);
        boolean damped = published
                && now - publishedAt
                        < context.config().lease().heartbeatInterval().toNanos()
                && everyTargetCanWork(view.assignment(), alive);
        if (!next.targets().equals(view.assignment().targets()) && !damped) {
            round.add(() -> publish(next));
        }
        if (now - watchedAt
                >= context.config().lease().stuckTimeout().dividedBy(4).toNanos()) {
            watchedAt = now;
            sources.forEach((projection, source) -> round.add(() -> watch(projection, source)));
        }
    }

    private static boolean everyTargetCanWork(Assignment assignment, Collection<Member> alive) {
        Set<ReplicaId> working = new HashSet<>();
        alive.stream().filter(member -> !member.leaving()).forEach(member -> working.add(member.id()));
        return assignment.targets().values().stream()
                .flatMap(List::stream)
                .allMatch(target -> target.replica() != null && working.contains(target.replica()));
    }

    private Assignment next(Assignment present, Collection<Member> alive) {
        Map<ProjectionId, Integer> counts = new TreeMap<>(Comparator.comparing(ProjectionId::toString));
        alive.forEach(member -> counts.putAll(member.projections()));
        Map<ProjectionId, List<Target>> targets = new HashMap<>(present.targets());
        counts.forEach((projection, count) -> {
            List<Target> before = present.targets().getOrDefault(projection, List.of());
            targets.put(projection, Assignor.assign(projection, count, before, eligible(projection, alive)));
        });
        return new Assignment(present.version() + 1, targets);
    }

    /** The replicas that can take partitions of a projection: those that do not stand still, if there are any. */
    private List<Member> eligible(ProjectionId projection, Collection<Member> alive) {
        long now = context.ticker().nanos();
        Map<ReplicaId, Long> stuck = stuckUntil.getOrDefault(projection, Map.of());
        List<Member> hosting = alive.stream()
                .filter(member -> !member.leaving() && member.projections().containsKey(projection))
                .toList();
        List<Member> moving = hosting.stream()
                .filter(member -> stuck.getOrDefault(member.id(), Long.MIN_VALUE) < now)
                .toList();
        return moving.isEmpty() ? hosting : moving;
    }

    private void publish(Assignment next) {
        if (context.stores().leases().publish(next)) {
            published = true;
            publishedAt = context.ticker().nanos();
            log.info("Assignment published: version={}", next.version());
            context.stores().wakeups().announce(new Wakeup.ControlChanged());
        }
    }

    private void watch(ProjectionId projection, SourceId source) {
        long now = context.ticker().nanos();
        Duration stuckTimeout = context.config().lease().stuckTimeout();
        List<Ownership> ownerships = context.stores().leases().ownerships(projection);
        Position furthest = ownerships.stream().map(Ownership::checkpoint).reduce(Position.START, Position::max);
        for (Ownership ownership : ownerships) {
            Progress before = progress.get(ownership.partition());
            ReplicaId owner = ownership.owner();
            boolean idle = owner == null || ownership.checkpoint().covers(furthest);
            if (idle || before == null || !before.ownership().equals(ownership)) {
                progress.put(ownership.partition(), new Progress(ownership, now));
            } else if (now - before.since() > stuckTimeout.toNanos()) {
                takeBack(
                        ownership,
                        source,
                        now + stuckTimeout.multipliedBy(STUCK_PENALTY).toNanos());
            }
        }
    }

    /** A replica works on a projection with one thread, so where one partition stands still, all of them do. */
    private void takeBack(Ownership ownership, SourceId source, long until) {
        ReplicaId owner = Objects.requireNonNull(ownership.owner());
        Long known = stuckUntil
                .computeIfAbsent(ownership.partition().projection(), projection -> new HashMap<>())
                .put(owner, until);
        if (known == null) {
            log.warn(
                    "Replica makes no progress, taking its partitions back: partition={} owner={} position={} source={}",
                    ownership.partition(),
                    owner,
                    ownership.checkpoint(),
                    source);
        }
    }
}
