package dev.leat.internal;

import dev.leat.lease.Registration;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.route.Route;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a replica's tasks, one thread each, from start to close. Thread-safe. */
public final class ReplicaEngine {

    private static final Logger log = LoggerFactory.getLogger("dev.leat");

    private final ReplicaContext context;
    private final List<Projection<?>> projections;
    private final Map<ProjectionId, SourceId> sources;
    private final Route route;
    private @Nullable Running running;
    private boolean closed;

    public ReplicaEngine(
            ReplicaContext context, List<Projection<?>> projections, Map<ProjectionId, SourceId> sources, Route route) {
        this.context = context;
        this.projections = projections;
        this.sources = sources;
        this.route = route;
    }

    private record Running(Replica replica, List<TaskThread> threads, Wakeups.Subscription subscription) {}

    /** Checks the store, registers the projections and starts the threads. */
    public synchronized void start() {
        if (running != null || closed) {
            throw new IllegalStateException("Replica " + context.replica() + " was started before. Build a new one.");
        }
        context.stores().prepare(new LinkedHashSet<>(sources.values()));
        projections.forEach(context.stores().readModels()::check);
        for (Projection<?> projection : projections) {
            Registration registration = Registration.of(projection);
            context.stores().leases().register(registration);
            context.stores().live().register(registration, projection.view());
        }
        route.prepare(context.route(), projections, sources);
        Replica replica = new Replica(context, projections, sources, route);
        List<TaskThread> threads = replica.tasks().stream()
                .map(task -> new TaskThread(task, replica.listener()))
                .toList();
        threads.forEach(thread -> thread.task().onWake(thread::wake));
        running = new Running(replica, threads, context.stores().wakeups().listen(replica::deliver));
        threads.forEach(TaskThread::start);
        log.info(
                "Replica started: owner={} route={} projections={}", context.replica(), route.name(), sources.keySet());
    }

    /** Hands everything over and ends the threads. */
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Running current = running;
        running = null;
        if (current != null) {
            stop(current);
        }
        route.close();
    }

    private void stop(Running current) {
        current.replica().requestStop();
        long deadline =
                context.ticker().nanos() + context.config().shutdownWait().toNanos();
        boolean handedOver = awaitAll(current.threads(), deadline);
        if (!handedOver) {
            log.warn("Hand-over was cut short, others take over after the lease timeout: owner={}", context.replica());
            current.threads().forEach(TaskThread::abandon);
        }
        current.subscription().close();
        log.info("Replica stopped: owner={}", context.replica());
    }

    private boolean awaitAll(List<TaskThread> threads, long deadline) {
        try {
            for (TaskThread thread : threads) {
                long left = Math.max(1, deadline - context.ticker().nanos());
                if (!thread.join(Duration.ofNanos(left))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
