package dev.leat.testkit.simulation;

import dev.leat.internal.Replica;
import dev.leat.internal.ReplicaContext;
import dev.leat.internal.TailerTask;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.partition.ProjectionId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of one replica. Confined to the simulation's thread. */
final class SimulatedReplica {

    private final ReplicaContext context;
    private final Replica replica;
    private final List<SimulatedTask> tasks;
    private final Set<ProjectionId> projections;
    private long frozenUntil = Long.MIN_VALUE;
    private long tailsUntil = Long.MIN_VALUE;
    private boolean dead;
    private boolean stopping;

    SimulatedReplica(
            ReplicaContext context, Replica replica, List<SimulatedTask> tasks, Set<ProjectionId> projections) {
        this.context = context;
        this.replica = replica;
        this.tasks = List.copyOf(tasks);
        this.projections = Set.copyOf(projections);
    }

    String name() {
        return context.replica().name();
    }

    ReplicaContext context() {
        return context;
    }

    boolean hosts(ProjectionId projection) {
        return projections.contains(projection);
    }

    /** Stops the process for a while; it goes on with all it believed. */
    void freeze(long until) {
        frozenUntil = until;
    }

    /** Makes it tail for a while, whoever holds the role. */
    void tail(long until) {
        tailsUntil = until;
        forceTailing(true);
    }

    private void forceTailing(boolean force) {
        for (SimulatedTask each : tasks) {
            if (force && each.task() instanceof TailerTask tailer) {
                tailer.enable(true);
            }
        }
    }

    void deliver(Wakeup wakeup) {
        if (!dead) {
            replica.deliver(wakeup);
        }
    }

    void requestStop() {
        stopping = true;
        replica.requestStop();
    }

    boolean isStopping() {
        return stopping;
    }

    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    boolean isStopped() {
        return tasks.stream().allMatch(task -> task.task().isStopped());
    }

    /** The task that is due first; null when all have stopped. */
    @Nullable SimulatedTask next() {
        SimulatedTask first = null;
        for (SimulatedTask task : tasks) {
            long dueAt = task.dueAt();
            if (dueAt != Long.MAX_VALUE && (first == null || dueAt < first.dueAt())) {
                first = task;
            }
        }
        return first;
    }

    /** When a task of it can step; {@link Long#MAX_VALUE} when all have stopped. */
    long dueAt(SimulatedTask next) {
        return Math.max(next.dueAt(), frozenUntil);
    }

    void step(SimulatedTask task, long now) {
        task.step();
        forceTailing(now < tailsUntil);
    }

    @Override
    public String toString() {
        return context.replica().toString();
    }
}
