package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a {@link Ledger} must keep. It says nothing of entries that leave a gap: no tailer makes one. */
public abstract class LedgerConformance extends StoreConformance {

    private Ledger ledger() {
        return stores().ledger();
    }

    private SourceId source() {
        return fixture().source();
    }

    private ResumeToken token() {
        return stores().sources().openNow(source()).token();
    }

    private void append(Entry entry) {
        assertEquals(AppendOutcome.APPENDED, ledger().append(source(), entry));
    }

    @Test
    public void end_isTheStartWithoutToken_whenTheLedgerIsNew() {
        LedgerEnd end = ledger().end(source());
        assertEquals(Position.START, end.last());
        assertNull(end.resume());
    }

    @Test
    public void end_resumesBehindTheLastEntry() {
        ResumeToken token = token();
        append(entry(1, token, pointer("a"), pointer("b")));
        assertEquals(new LedgerEnd(Position.of(2), token, ClusterTime.of(1_700_000_001, 1)), ledger().end(source()));
    }

    @Test
    public void end_hasNoToken_behindAnEntryFromTheCollection() {
        append(entry(1, token(), pointer("a")));
        append(entry(2, null, pointer("b")));
        LedgerEnd end = ledger().end(source());
        assertEquals(Position.of(2), end.last());
        assertNull(end.resume());
    }

    @Test
    public void append_isOccupied_whereAnEntryBegins() {
        append(entry(1, token(), pointer("a")));
        assertEquals(AppendOutcome.OCCUPIED, ledger().append(source(), entry(1, token(), pointer("b"), pointer("c"))));
        assertEquals(Position.of(1), ledger().end(source()).last());
        assertEquals(
                List.of(pointer("a")),
                ledger().read(source(), Position.START, 10).getFirst().pointers());
    }

    @Test
    public void append_succeedsOnce_forTailersThatTryAtOnce() throws Exception {
        ResumeToken token = token();
        List<AppendOutcome> outcomes = atOnce(Collections.nCopies(4, (Callable<AppendOutcome>)
                () -> ledger().append(source(), entry(1, token, pointer("a")))));
        assertEquals(1, Collections.frequency(outcomes, AppendOutcome.APPENDED), () -> "appended among " + outcomes);
    }

    @Test
    public void cover_counts_whileTheLedgerEndsThere() {
        append(entry(1, null, pointer("a")));
        ResumeToken token = token();
        ClusterTime time = ClusterTime.of(1_800_000_000, 7);
        ledger().cover(source(), Position.of(1), token, time);
        assertEquals(new LedgerEnd(Position.of(1), token, time), ledger().end(source()));
        append(entry(2, null, pointer("b")));
        assertNull(ledger().end(source()).resume());
    }

    @Test
    public void cover_counts_forAnEmptyLedger() {
        ResumeToken token = token();
        ClusterTime time = ClusterTime.of(1_800_000_000, 7);
        ledger().cover(source(), Position.START, token, time);
        assertEquals(new LedgerEnd(Position.START, token, time), ledger().end(source()));
    }

    @Test
    public void cover_doesNothing_whenItComesLate() {
        append(entry(1, token(), pointer("a")));
        append(entry(2, null, pointer("b")));
        ledger().cover(source(), Position.of(1), token(), ClusterTime.of(1_800_000_000, 7));
        assertNull(ledger().end(source()).resume());
    }

    @Test
    public void read_returnsTheEntriesThatHoldLaterPositions() {
        Entry first = entry(1, token(), pointer("a"), pointer("b"), pointer("c"));
        Entry second = entry(4, null, pointer("d"));
        append(first);
        append(second);
        assertEquals(List.of(first, second), ledger().read(source(), Position.START, 10));
        assertEquals(List.of(first, second), ledger().read(source(), Position.of(2), 10));
        assertEquals(List.of(second), ledger().read(source(), Position.of(3), 10));
        assertEquals(List.of(first), ledger().read(source(), Position.START, 1));
        assertEquals(List.of(), ledger().read(source(), Position.of(4), 10));
    }

    @Test
    public void ledgers_ofTwoSources_areApart() {
        append(entry(1, null, pointer("a")));
        SourceId other = fixture().otherSource();
        assertEquals(Position.START, ledger().end(other).last());
        assertEquals(AppendOutcome.APPENDED, ledger().append(other, entry(1, null, pointer("z"))));
        assertEquals(Position.of(1), ledger().end(source()).last());
    }
}
