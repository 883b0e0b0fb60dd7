package dev.leat.verify;

/** The figures of a report while they add up. Confined to the checker's thread. */
final class Tally {

    private long events;
    private long waiting;
    private long applied;
    private long queued;
    private long rulings;
    private long documents;

    void add(LedgerCheck ledger) {
        events += ledger.events();
        waiting += ledger.waiting();
    }

    void add(ProjectionCheck<?> projection) {
        applied += projection.applied();
        documents += projection.documents();
    }

    void addParked(ProjectionState state) {
        queued += state.queued().size();
        rulings += state.rulings().size();
    }

    CheckReport report(Findings findings) {
        return new CheckReport(
                events,
                waiting,
                applied,
                queued,
                rulings,
                documents,
                findings.counts(),
                findings.first(),
                findings.notJudged());
    }
}
