package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.lease.ControlView;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.ReplicaStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.Reports.Reported;
import dev.leat.park.ParkedSummary;
import dev.leat.partition.ProjectionId;
import dev.leat.stores.LeatStores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the status of the whole cluster from the store, in a few queries, however many projections there are. It needs
 * nothing of the projections but what the store knows. Thread-safe.
 */
public final class StatusReader {

    private static final int PARKED_EXAMPLES = 20;

    private final LeatStores stores;

    public StatusReader(LeatStores stores) {
        this.stores = stores;
    }

    /** The status now. */
    public LeatStatus read() {
        ControlView view = stores.leases().observe();
        List<Reported> reports = stores.reports().read();
        List<Registration> registrations = stores.leases().registrations();
        Map<SourceId, LedgerEnd> ends = new HashMap<>();
        List<SourceStatus> sources = new ArrayList<>();
        for (SourceId source :
                registrations.stream().map(Registration::source).distinct().toList()) {
            LedgerEnd end = stores.ledger().end(source);
            ends.put(source, end);
            sources.add(source(source, end, view, reports));
        }
        List<ProjectionStatus> projections = projections(registrations, ends, view, reports);
        return new LeatStatus(
                view.now(), stores.sources().window(), replicas(view.members(), reports), sources, projections);
    }

    private static List<ReplicaStatus> replicas(List<Member> members, List<Reported> reports) {
        Map<ReplicaId, Reported> told = reports.stream()
                .collect(Collectors.toMap(reported -> reported.report().replica(), reported -> reported));
        Map<ReplicaId, Member> alive = members.stream().collect(Collectors.toMap(Member::id, member -> member));
        Set<ReplicaId> ids = new HashSet<>(told.keySet());
        ids.addAll(alive.keySet());
        return ids.stream()
                .sorted(Comparator.comparing(ReplicaId::toString))
                .map(id -> new ReplicaStatus(id, alive.get(id), told.get(id)))
                .toList();
    }

    private static SourceStatus source(SourceId source, LedgerEnd end, ControlView view, List<Reported> reports) {
        boolean covered = end.coveredTo().value() != 0;
        double rate = reports.stream()
                .flatMapToDouble(reported -> reported.report().sources().stream()
                        .filter(each -> each.source().equals(source))
                        .mapToDouble(each -> ReplicaReport.later(each.eventsPerSecond(), reported.age())))
                .sum();
        return new SourceStatus(
                source,
                view.holderOf(new Role.Tailer(source)).holder(),
                end.last(),
                end.coveredTo(),
                covered ? Lags.between(end.coveredTo(), view.now()) : null,
                end.resume() != null,
                rate);
    }

    private List<ProjectionStatus> projections(
            List<Registration> registrations, Map<SourceId, LedgerEnd> ends, ControlView view, List<Reported> reports) {
        Map<ProjectionId, List<Ownership>> partitions = new HashMap<>();
        for (Ownership ownership : stores.leases().ownerships()) {
            partitions
                    .computeIfAbsent(ownership.partition().projection(), projection -> new ArrayList<>())
                    .add(ownership);
        }
        partitions
                .values()
                .forEach(owned -> owned.sort(Comparator.comparingInt(
                        ownership -> ownership.partition().number())));
        Map<SourceId, Map<Position, ClusterTime>> times = times(registrations, partitions, ends);
        Map<ProjectionId, ParkedSummary> parked = stores.parked().summaries(PARKED_EXAMPLES);
        List<ProjectionStatus> status = new ArrayList<>();
        for (Registration registration : registrations) {
            ProjectionId id = registration.projection();
            SourceId source = registration.source();
            List<Ownership> owned = partitions.getOrDefault(id, List.of());
            Lags lags = new Lags(
                    Objects.requireNonNull(ends.get(source)), times.getOrDefault(source, Map.of()), view.now());
            Position hindmost = Lags.hindmost(owned);
            status.add(new ProjectionStatus(
                    id,
                    source,
                    registration.collection(),
                    view.live().getOrDefault(id.name(), id.version()) == id.version(),
                    owned,
                    lags.owners(owned, haltedKeys(id, reports)),
                    lags.events(hindmost),
                    lags.lag(hindmost).toSeconds(),
                    rate(id, reports),
                    parked.getOrDefault(id, ParkedSummary.NONE)));
        }
        return status;
    }

    /** When the first events were committed that an owner has not passed: for all projections of a source in one query. */
    private Map<SourceId, Map<Position, ClusterTime>> times(
            List<Registration> registrations,
            Map<ProjectionId, List<Ownership>> partitions,
            Map<SourceId, LedgerEnd> ends) {
        Map<SourceId, Set<Position>> wanted = new HashMap<>();
        for (Registration registration : registrations) {
            SourceId source = registration.source();
            Position last = Objects.requireNonNull(ends.get(source)).last();
            Lags.byOwner(partitions.getOrDefault(registration.projection(), List.of()))
                    .values()
                    .forEach(owned -> {
                        Position hindmost = Lags.hindmost(owned);
                        if (hindmost.isBefore(last)) {
                            wanted.computeIfAbsent(source, each -> new HashSet<>())
                                    .add(hindmost.plus(1));
                        }
                    });
        }
        Map<SourceId, Map<Position, ClusterTime>> times = new HashMap<>();
        wanted.forEach((source, positions) -> times.put(source, stores.ledger().committedAt(source, positions)));
        return times;
    }

    private static Map<ReplicaId, Integer> haltedKeys(ProjectionId projection, List<Reported> reports) {
        Map<ReplicaId, Integer> halted = new TreeMap<>(Comparator.comparing(ReplicaId::toString));
        for (Reported reported : reports) {
            reported.report().projections().stream()
                    .filter(each -> each.projection().equals(projection))
                    .forEach(each -> halted.put(reported.report().replica(), each.haltedKeys()));
        }
        return halted;
    }

    private static double rate(ProjectionId projection, List<Reported> reports) {
        return reports.stream()
                .flatMapToDouble(reported -> reported.report().projections().stream()
                        .filter(each -> each.projection().equals(projection))
                        .mapToDouble(each -> ReplicaReport.later(each.eventsPerSecond(), reported.age())))
                .sum();
    }
}
