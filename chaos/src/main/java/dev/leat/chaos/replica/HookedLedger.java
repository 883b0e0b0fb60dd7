package dev.leat.chaos.replica;

import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A ledger with an ambush before and after each entry. Thread-safe. */
final class HookedLedger implements Ledger {

    private final Ledger ledger;
    private final Ambush ambush;
    private final Consumer<Report> out;

    HookedLedger(Ledger ledger, Ambush ambush, Consumer<Report> out) {
        this.ledger = ledger;
        this.ambush = ambush;
        this.out = out;
    }

    @Override
    public LedgerEnd end(SourceId source) {
        return ledger.end(source);
    }

    @Override
    public AppendOutcome append(SourceId source, Entry entry) {
        ambush.reach(Point.BEFORE_APPEND);
        AppendOutcome outcome = ledger.append(source, entry);
        if (outcome == AppendOutcome.OCCUPIED) {
            out.accept(new Report(Report.Kind.OCCUPIED, entry.first().toString()));
        } else {
            ambush.reach(Point.AFTER_APPEND);
        }
        return outcome;
    }

    @Override
    public void cover(SourceId source, Position last, ResumeToken token, ClusterTime coveredTo) {
        ledger.cover(source, last, token, coveredTo);
    }

    @Override
    public List<Entry> read(SourceId source, Position after, int maxEntries) {
        return ledger.read(source, after, maxEntries);
    }

    @Override
    public Map<Position, ClusterTime> committedAt(SourceId source, Set<Position> positions) {
        return ledger.committedAt(source, positions);
    }
}
