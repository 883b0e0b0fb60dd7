package dev.leat.internal;

import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.observe.LeatListener;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The tasks of one replica, and how a wake-up reaches them. Thread-safe. */
public final class Replica {

    private final MemberTask member;
    private final List<ProjectionTask<?>> projections;
    private final List<TailerTask> tailers;
    private final List<RelayTask> relays;
    private final ReportTask report;
    private final LeatListener listener;

    /**
     * Makes the tasks.
     *
     * @param sources the source of each projection
     * @param route by which their events come
     */
    public Replica(
            ReplicaContext given, List<Projection<?>> projections, Map<ProjectionId, SourceId> sources, Route route) {
        Activity activity = new Activity(given.ticker(), sources);
        ReplicaContext context = given.heardBy(activity);
        List<ProjectionTask<?>> tasks = new ArrayList<>();
        for (Projection<?> projection : projections) {
            SourceId source = sources.get(projection.id());
            if (source == null) {
                throw new IllegalArgumentException("No source for " + projection + ".");
            }
            tasks.add(new ProjectionTask<>(
                    context, projection, source, route.intake(context.route(), projection, source)));
        }
        this.projections = List.copyOf(tasks);
        this.tailers = sources.values().stream()
                .distinct()
                .map(source -> new TailerTask(context, source))
                .toList();
        this.relays = relays(context, projections, sources, route);
        this.member = new MemberTask(context, this.projections, tailers, relays);
        this.report = new ReportTask(context, activity);
        this.listener = context.listener();
        this.projections.forEach(projection -> projection.intake().listen(projection::wake, member::lookSoon));
    }

    private static List<RelayTask> relays(
            ReplicaContext context, List<Projection<?>> projections, Map<ProjectionId, SourceId> sources, Route route) {
        List<RelayTask> relays = new ArrayList<>();
        for (SourceId source : new LinkedHashSet<>(sources.values())) {
            List<Projection<?>> folding = new ArrayList<>(projections);
            folding.removeIf(projection -> !source.equals(sources.get(projection.id())));
            route.relay(context.route(), source, folding)
                    .ifPresent(relay -> relays.add(new RelayTask(source, relay, context.ticker())));
        }
        return List.copyOf(relays);
    }

    /** Every task, the member task last, in the order in which they are to be stopped. */
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>(projections);
        tasks.addAll(relays);
        tasks.addAll(tailers);
        tasks.add(report);
        tasks.add(member);
        return tasks;
    }

    /** Hears what the tasks do, and whoever drives them tells it what fails. */
    public LeatListener listener() {
        return listener;
    }

    /** Wakes the tasks that a wake-up concerns. */
    public void deliver(Wakeup wakeup) {
        switch (wakeup) {
            case Wakeup.LedgerGrew grew -> {
                projections.stream()
                        .filter(projection -> projection.source().equals(grew.source()))
                        .forEach(projection -> projection.intake().ledgerGrew());
                relays.stream()
                        .filter(relay -> relay.source().equals(grew.source()))
                        .forEach(RelayTask::ledgerGrew);
            }
            case Wakeup.ControlChanged ignored -> member.lookSoon();
        }
    }

    /** Asks every task to stop. */
    public void requestStop() {
        tasks().forEach(Task::requestStop);
    }
}
