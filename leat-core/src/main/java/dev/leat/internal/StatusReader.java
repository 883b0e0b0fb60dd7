package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.lease.ControlView;
import dev.leat.lease.Ownership;
import dev.leat.lease.Role;
import dev.leat.ledger.Entry;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.partition.ProjectionId;
import dev.leat.stores.LeatStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the status of the whole cluster from the store. Thread-safe. */
public final class StatusReader {

    /** A source is quiet, not late, when its tailer recorded so recently that there was nothing. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final LeatStores stores;
    private final Map<ProjectionId, SourceId> sources;

    public StatusReader(LeatStores stores, Map<ProjectionId, SourceId> sources) {
        this.stores = stores;
        this.sources = Map.copyOf(sources);
    }

    /** The status now. */
    public LeatStatus read() {
        ControlView view = stores.leases().observe();
        Map<SourceId, LedgerEnd> ends = new HashMap<>();
        List<SourceStatus> sourceStatus = new ArrayList<>();
        for (SourceId source : sources.values().stream().distinct().toList()) {
            LedgerEnd end = stores.ledger().end(source);
            ends.put(source, end);
            sourceStatus.add(new SourceStatus(
                    source, view.holderOf(new Role.Tailer(source)).holder(), end.last(), end.coveredTo()));
        }
        List<ProjectionStatus> projectionStatus = new ArrayList<>();
        sources.forEach((projection, source) -> projectionStatus.add(
                projection(projection, source, Objects.requireNonNull(ends.get(source)), view.now())));
        return new LeatStatus(view.members(), sourceStatus, projectionStatus);
    }

    private ProjectionStatus projection(ProjectionId projection, SourceId source, LedgerEnd end, Instant now) {
        List<Ownership> partitions = stores.leases().ownerships(projection);
        Position hindmost = partitions.stream()
                .map(Ownership::checkpoint)
                .reduce(Position.MAX, Position::min)
                .min(end.last());
        long lagEvents = end.last().since(hindmost);
        Duration lag = Duration.between(coveredTo(source, hindmost, end), now);
        boolean quiet = lagEvents == 0 && lag.compareTo(QUIET) <= 0;
        return new ProjectionStatus(
                projection,
                partitions,
                lagEvents,
                quiet ? 0 : Math.max(0, lag.toSeconds()),
                stores.parked().parked(projection));
    }

    private Instant coveredTo(SourceId source, Position hindmost, LedgerEnd end) {
        List<Entry> next = hindmost.isBefore(end.last()) ? stores.ledger().read(source, hindmost, 1) : List.<Entry>of();
        return next.isEmpty()
                ? end.coveredTo().toInstant()
                : next.getFirst().committedAt().toInstant();
    }
}
