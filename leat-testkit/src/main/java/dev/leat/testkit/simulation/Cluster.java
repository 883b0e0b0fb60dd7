package dev.leat.testkit.simulation;

import dev.leat.internal.Replica;
import dev.leat.internal.ReplicaContext;
import dev.leat.internal.Task;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.observe.LeatListener;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.route.LedgerRoute;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replicas of a run: starts, stops and kills them, and lets the task step that is due first. */
final class Cluster {

    private static final LeatListener DEAF = new LeatListener() {};
    private static final long PATIENCE = 10 * SimulatedTime.SECOND;

    private final Plan plan;
    private final Scenario scenario;
    private final InMemoryStores stores;
    private final Network network;
    private final SimulatedTime time;
    private final Chance chance;
    private final Trace trace;
    private final Tally tally;
    private final List<SimulatedReplica> replicas = new ArrayList<>();
    private int incarnations;
    private int names;
    private int hosted;
    private int wanted;
    private long steps;
    private long digest;

    Cluster(World world) {
        this.plan = world.plan();
        this.scenario = world.scenario();
        this.stores = world.stores();
        this.network = world.network();
        this.time = world.time();
        this.chance = world.chance();
        this.trace = world.trace();
        this.tally = world.tally();
        this.wanted = plan.replicas();
        stores.wakeups().listen(this::announce);
    }

    long steps() {
        return steps;
    }

    long digest() {
        return digest;
    }

    void startAll() {
        for (int i = 0; i < plan.replicas(); i++) {
            startLater();
        }
    }

    private void startLater() {
        String name = "r" + names++;
        time.after(chance.nanosBelow(3 * SimulatedTime.SECOND), () -> start(name));
    }

    private void start(String name) {
        if (replicas.size() >= wanted) {
            return;
        }
        ReplicaId id = new ReplicaId(name, Integer.toString(++incarnations));
        double rate = chance.between(0.8, 1.25);
        long offset = chance.nanosBelow(2_000 * SimulatedTime.SECOND) - 1_000 * SimulatedTime.SECOND;
        ReplicaContext context =
                new ReplicaContext(id, network.connect(id, stores), plan.config(), DEAF, time.ticker(offset, rate));
        List<Projection<?>> projections = scenario.projectionsNow();
        if (projections.size() > hosted && hosted > 0) {
            tally.count(Occurrence.PROJECTION_ADDED);
        }
        hosted = Math.max(hosted, projections.size());
        Map<ProjectionId, SourceId> sources = new LinkedHashMap<>();
        for (Projection<?> projection : projections) {
            sources.put(projection.id(), Scenario.SOURCE);
            stores.leases()
                    .register(new Registration(
                            projection.id(), Scenario.SOURCE, projection.collection(), projection.partitioning()));
        }
        Replica replica = new Replica(context, projections, sources, new LedgerRoute());
        List<SimulatedTask> tasks = new ArrayList<>();
        for (Task task : replica.tasks()) {
            tasks.add(new SimulatedTask(task, time, network, chance, rate));
        }
        trace.add(() -> id + " starts");
        replicas.add(new SimulatedReplica(context, replica, tasks, sources.keySet()));
    }

    private void announce(Wakeup wakeup) {
        for (SimulatedReplica replica : List.copyOf(replicas)) {
            if (chance.of(plan.faults().lostWakeup())) {
                tally.count(Occurrence.WAKE_UP_LOST);
            } else {
                long delay = chance.nanosBelow(chance.of(0.1) ? SimulatedTime.SECOND : 5 * SimulatedTime.MILLI);
                time.after(delay, () -> replica.deliver(wakeup));
            }
        }
    }

    @Nullable SimulatedReplica any() {
        return replicas.isEmpty() ? null : chance.oneOf(replicas);
    }

    List<SimulatedReplica> replicas() {
        return List.copyOf(replicas);
    }

    /** True when all that are wanted run, and none is on its way out. */
    boolean isWhole() {
        return replicas.size() == wanted && replicas.stream().noneMatch(SimulatedReplica::isStopping);
    }

    void crash(SimulatedReplica replica) {
        trace.add(() -> replica + " dies");
        tally.count(Occurrence.REPLICA_KILLED);
        replica.die();
        remove(replica);
    }

    private void remove(SimulatedReplica replica) {
        if (replicas.remove(replica)) {
            long pause = chance.nanosBelow(chance.of(0.3) ? 100 * SimulatedTime.MILLI : 8 * SimulatedTime.SECOND);
            time.after(pause, () -> start(replica.name()));
        }
    }

    /** Stops a replica as SIGTERM does, and starts it again. */
    void restart(SimulatedReplica replica) {
        if (replica.isStopping()) {
            return;
        }
        trace.add(() -> replica + " is asked to stop");
        tally.count(Occurrence.REPLICA_RESTARTED);
        replica.requestStop();
        time.after(PATIENCE, () -> {
            if (!replica.isDead()) {
                crash(replica);
            }
        });
    }

    /** From now on so many replicas are wanted: more are started, or those that are too many are asked to stop. */
    void resize(int count) {
        if (count == wanted) {
            return;
        }
        trace.add(() -> count + " replicas are wanted");
        tally.count(count < wanted ? Occurrence.REPLICAS_SHRUNK : Occurrence.REPLICAS_GROWN);
        for (int i = wanted; i < count; i++) {
            startLater();
        }
        wanted = count;
        for (SimulatedReplica replica : replicas().subList(Math.min(count, replicas.size()), replicas.size())) {
            restart(replica);
        }
    }

    /** Lets the next thing happen. */
    void next() {
        SimulatedReplica replica = null;
        SimulatedTask task = null;
        long first = time.nextActionAt();
        for (SimulatedReplica each : replicas) {
            SimulatedTask candidate = each.next();
            long dueAt = candidate == null ? Long.MAX_VALUE : each.dueAt(candidate);
            if (dueAt < first) {
                replica = each;
                task = candidate;
                first = dueAt;
            }
        }
        if (replica == null || task == null) {
            time.runNextAction();
        } else {
            step(replica, task, first);
        }
    }

    private void step(SimulatedReplica replica, SimulatedTask task, long dueAt) {
        time.advanceTo(dueAt);
        steps++;
        digest = digest * 31 + time.now() + task.task().name().hashCode();
        try {
            replica.step(task, time.now());
        } catch (SimulatedCrash e) {
            crash(replica);
            return;
        }
        if (replica.isStopping() && replica.isStopped()) {
            trace.add(() -> replica + " has stopped");
            replica.die();
            remove(replica);
        }
    }
}
