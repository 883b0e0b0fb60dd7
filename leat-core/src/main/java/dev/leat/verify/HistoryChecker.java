package dev.leat.verify;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether the guarantee held: every committed event is in the ledger once, positions are dense, each stream is in
 * order, and every read-model document is the fold of the events up to its partition's checkpoint, parked ones excepted.
 *
 * <p>It reads, and never writes. Replicas may run meanwhile. Not thread-safe; blocks.
 */
public final class HistoryChecker {

    private static final int MOST_FINDINGS = 100;
    private static final int EVENTS_PER_READ = 2_000;

    private final VerifiableStores stores;
    private final List<Projection<?>> projections;
    private SlotSet slots = SlotSet.ALL;

    private HistoryChecker(VerifiableStores stores, List<Projection<?>> projections) {
        this.stores = stores;
        this.projections = List.copyOf(projections);
    }

    /**
     * Prepares a check.
     *
     * @param projections those whose read models are to be judged, as the replicas run them
     */
    public static HistoryChecker of(VerifiableStores stores, List<Projection<?>> projections) {
        return new HistoryChecker(stores, projections);
    }

    /** Judges only the streams and keys of some slots. Default: all. */
    public HistoryChecker slots(SlotSet wanted) {
        slots = wanted;
        return this;
    }

    /**
     * Runs the check.
     *
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    public CheckReport check() {
        Map<SourceId, List<Projection<?>>> bySource = new LinkedHashMap<>();
        for (Projection<?> projection : projections) {
            SourceId named = projection.source();
            bySource.computeIfAbsent(named != null ? named : SourceId.DEFAULT, source -> new ArrayList<>())
                    .add(projection);
        }
        Findings findings = new Findings(MOST_FINDINGS);
        Tally tally = new Tally();
        bySource.forEach((source, readers) -> check(source, readers, findings, tally));
        return new CheckReport(
                tally.events,
                tally.waiting,
                tally.applied,
                tally.queued,
                tally.documents,
                findings.counts(),
                findings.first(),
                List.of());
    }

    /** The figures of a report while they add up. */
    private static final class Tally {
        private long events;
        private long waiting;
        private long applied;
        private long queued;
        private long documents;
    }

    /** States are read first, so that the ledger then holds everything up to their checkpoints. */
    private void check(SourceId source, List<Projection<?>> readers, Findings findings, Tally tally) {
        List<ProjectionCheck<?>> checks = new ArrayList<>();
        for (Projection<?> projection : readers) {
            checks.add(new ProjectionCheck<>(projection, stores.state().read(projection, slots), slots, findings));
        }
        LedgerCheck ledger = new LedgerCheck(stores, source, slots, findings);
        ledger.run();
        checks.forEach(check -> check.checkState(ledger.last()));
        readEvents(source, ledger, checks);
        for (ProjectionCheck<?> check : checks) {
            check.compare(stores.state());
            if (slots.equals(SlotSet.ALL)) {
                check.compareCounters();
            }
            tally.applied += check.applied();
            tally.queued += check.queued();
            tally.documents += check.documents();
        }
        tally.events += ledger.events();
        tally.waiting += ledger.waiting();
    }

    private void readEvents(SourceId source, LedgerCheck ledger, List<ProjectionCheck<?>> checks) {
        SlotSet wanted = checks.stream().map(ProjectionCheck::eventSlots).reduce(slots, SlotSet::plus);
        Position at = Position.START;
        while (at.isBefore(ledger.last())) {
            Slice slice = stores.feed().read(source, at, ledger.last(), wanted, EVENTS_PER_READ);
            if (slice.through().equals(at)) {
                return;
            }
            for (FeedItem item : slice.items()) {
                ledger.order(item);
                checks.stream()
                        .filter(check -> check.furthest().covers(item.position())
                                && check.eventSlots().contains(item.slot()))
                        .forEach(check -> check.take(item));
            }
            at = slice.through();
        }
    }
}
