package dev.leat.verify;

import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Projection;
import dev.leat.verify.Subjects.Subject;
import dev.leat.verify.VerifiableStores.FreshFeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pass over a source: its events and keys of some slots. Used once, confined to the checker's thread. */
final class PassCheck {

    private static final int EVENTS_PER_READ = 2_000;

    private final VerifiableStores stores;
    private final SourceId source;
    private final SlotSet slots;
    private final Findings findings;
    private final Tally tally;

    PassCheck(VerifiableStores stores, SourceId source, SlotSet slots, Findings findings, Tally tally) {
        this.stores = stores;
        this.source = source;
        this.slots = slots;
        this.findings = findings;
        this.tally = tally;
    }

    /**
     * Runs the pass. States are read first, so that the ledger then holds everything up to their checkpoints.
     *
     * @param first what concerns no slot is judged in the first pass alone
     */
    void run(List<Subject> subjects, boolean first, CheckProgress progress) {
        Map<Subject, ProjectionState> states = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            SlotSet keys = subject.projection() == null ? SlotSet.NONE : slots;
            states.put(subject, stores.state().read(subject.registration(), keys));
        }
        Findings once = first ? findings : new Findings(0);
        LedgerCheck ledger = new LedgerCheck(stores, source, slots, findings, once);
        progress.at("ledger", 0, 1);
        ledger.run();
        tally.add(ledger);
        List<ProjectionCheck<?>> checks = new ArrayList<>();
        states.forEach((subject, state) -> {
            boolean judgeable = new StateCheck(subject.registration(), state, once).run(ledger.last());
            if (first) {
                tally.addParked(state);
            }
            Projection<?> projection = subject.projection();
            if (projection != null && !ledger.isWhole()) {
                findings.cannotJudge("documents of " + projection + ": the ledger of " + source + " is not whole");
            } else if (projection != null && !judgeable) {
                findings.cannotJudge("documents of " + projection + ": its partitions are not whole");
            } else if (projection != null) {
                Rulings rulings = new Rulings(state.rulings(), stores.feed(), source);
                checks.add(new ProjectionCheck<>(projection, state, rulings, slots, findings));
            }
        });
        if (ledger.isWhole()) {
            try (FreshFeed feed = stores.openFeed()) {
                readEvents(feed, ledger, checks, progress);
            }
            checks.forEach(check -> {
                check.compare(stores.state());
                tally.add(check);
            });
        }
    }

    private void readEvents(
            EventFeed feed, LedgerCheck ledger, List<ProjectionCheck<?>> checks, CheckProgress progress) {
        StreamOrder order = new StreamOrder(source, slots, findings);
        SlotSet wanted = checks.stream().map(ProjectionCheck::eventSlots).reduce(slots, SlotSet::plus);
        Position at = Position.START;
        while (at.isBefore(ledger.last())) {
            Slice slice = feed.read(source, at, ledger.last(), wanted, EVENTS_PER_READ);
            for (FeedItem item : slice.items()) {
                order.take(item);
                if (!ledger.repeated().contains(item.position())) {
                    checks.forEach(check -> check.take(item));
                }
            }
            if (slice.through().equals(at)) {
                throw new IllegalStateException("The feed of " + source + " ends at " + at + ", before " + ledger.last()
                        + ", which the ledger has. Was the ledger dropped meanwhile?");
            }
            at = slice.through();
            progress.at("events", at.value(), ledger.last().value());
        }
    }
}
