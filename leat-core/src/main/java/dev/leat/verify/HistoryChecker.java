package dev.leat.verify;

import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Projection;
import java.util.List;

/**
 * Decides whether the guarantee held: every committed event is in the ledger once, positions are dense, each stream is in
 * order, and every read-model document is the fold of the events up to its partition's checkpoint, parked ones excepted.
 *
 * <p>It reads, and never writes. Replicas may run meanwhile: what is only under way is no finding. A large history is
 * judged in several passes, each over the events and keys of some slots, so that memory is bounded. Not thread-safe;
 * blocks.
 */
public final class HistoryChecker {

    /** Events whose streams, keys and documents are judged in one pass: 500,000. */
    public static final int DEFAULT_EVENTS_PER_PASS = 500_000;

    /** Findings of one kind that are told in words: {@value}. */
    public static final int MOST_FINDINGS_OF_A_KIND = 20;

    private final VerifiableStores stores;
    private final List<Projection<?>> projections;
    private SlotSet slots = SlotSet.ALL;
    private int eventsPerPass = DEFAULT_EVENTS_PER_PASS;
    private CheckProgress progress = CheckProgress.NONE;

    private HistoryChecker(VerifiableStores stores, List<Projection<?>> projections) {
        this.stores = stores;
        this.projections = List.copyOf(projections);
    }

    /**
     * Prepares a check.
     *
     * @param projections those whose read models are to be judged, as the replicas run them; of others that the store
     *     knows only checkpoints, queues and ledger are judged
     */
    public static HistoryChecker of(VerifiableStores stores, List<Projection<?>> projections) {
        return new HistoryChecker(stores, projections);
    }

    /**
     * Judges only the streams and keys of some slots; that positions are dense, checkpoints and queues are judged whole.
     * Default: all.
     */
    public HistoryChecker slots(SlotSet wanted) {
        slots = wanted;
        return this;
    }

    /**
     * Bounds the memory.
     *
     * @param events about how many are judged in one pass, 1 or more; default {@link #DEFAULT_EVENTS_PER_PASS}
     */
    public HistoryChecker eventsPerPass(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("Events per pass must be 1 or more: " + events + ".");
        }
        eventsPerPass = events;
        return this;
    }

    /** Tells how far the check is. Default: nobody. */
    public HistoryChecker progress(CheckProgress listener) {
        progress = listener;
        return this;
    }

    /**
     * Runs the check.
     *
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer
     */
    public CheckReport check() {
        Findings findings = new Findings(MOST_FINDINGS_OF_A_KIND);
        Subjects subjects = Subjects.of(stores.state().registrations(), projections, findings);
        Tally tally = new Tally();
        for (SourceId source : subjects.sources()) {
            List<SlotSet> passes =
                    Passes.over(slots, stores.ledger().end(source).last().value(), eventsPerPass);
            for (int i = 0; i < passes.size(); i++) {
                String pass = passes.size() == 1 ? "" : ", pass " + (i + 1) + " of " + passes.size();
                new PassCheck(stores, source, passes.get(i), findings, tally)
                        .run(
                                subjects.of(source),
                                i == 0,
                                (what, done, of) -> progress.at(what + " of " + source + pass, done, of));
            }
        }
        return tally.report(findings);
    }
}
