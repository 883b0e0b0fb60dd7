package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.TailerLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    public void committedAt_tellsTheTimeOfTheEntry_thatHoldsEachPosition() {
        Entry first = entry(1, token(), pointer("a"), pointer("b"));
        Entry second = entry(3, token(), pointer("c"));
        Entry third = entry(4, null, pointer("d"), pointer("e"), pointer("f"));
        append(first);
        append(second);
        append(third);
        assertEquals(
                Map.of(
                        Position.of(1), first.committedAt(),
                        Position.of(2), first.committedAt(),
                        Position.of(3), second.committedAt(),
                        Position.of(6), third.committedAt()),
                ledger().committedAt(
                                source(),
                                Set.of(
                                        Position.of(1),
                                        Position.of(2),
                                        Position.of(3),
                                        Position.of(6),
                                        Position.of(7),
                                        Position.of(100))));
        assertEquals(Map.of(), ledger().committedAt(source(), Set.of()));
        assertEquals(Map.of(), ledger().committedAt(fixture().otherSource(), Set.of(Position.of(1))));
    }

    @Test
    public void ledgers_ofTwoSources_areApart() {
        append(entry(1, null, pointer("a")));
        SourceId other = fixture().otherSource();
        assertEquals(Position.START, ledger().end(other).last());
        assertEquals(AppendOutcome.APPENDED, ledger().append(other, entry(1, null, pointer("z"))));
        assertEquals(Position.of(1), ledger().end(source()).last());
    }

    @Test
    public void append_isOccupied_whenItIsRepeated() {
        Entry entry = entry(1, token(), pointer("a"), pointer("b"));
        append(entry);
        assertEquals(AppendOutcome.OCCUPIED, ledger().append(source(), entry));
        assertEquals(List.of(entry), ledger().read(source(), Position.START, 10));
    }

    @Test
    public void entry_isGivenBackAsItWasWritten_withIdsOfEveryKind() {
        List<Pointer> pointers = Stream.of(
                        "",
                        "a",
                        "größe/ : $x.y",
                        "日本 🚀",
                        "a\u0000b",
                        "x".repeat(1_000),
                        7,
                        7L,
                        -1,
                        Long.MIN_VALUE,
                        new UUID(1, 2),
                        new UUID(-1, -1),
                        "7")
                .map(id -> new Pointer(EventId.of(id), id.hashCode() & 1_023))
                .toList();
        Entry entry = entry(1, token(), pointers.toArray(Pointer[]::new));
        append(entry);
        append(entry(14, null, new Pointer(EventId.of("first"), 0), new Pointer(EventId.of("last"), 1_023)));
        assertEquals(entry, ledger().read(source(), Position.START, 1).getFirst());
        assertEquals(
                List.of(0, 1_023),
                ledger().read(source(), Position.of(13), 1).getFirst().pointers().stream()
                        .map(Pointer::slot)
                        .toList());
    }

    @Test
    public void append_takesAnEntry_ofTheLargestSize() {
        Pointer[] pointers = IntStream.range(0, TailerLimits.DEFAULT_MAX_ENTRY_EVENTS)
                .mapToObj(number -> pointer("an id that is as long as a UUID is " + number))
                .toArray(Pointer[]::new);
        Entry entry = entry(1, token(), pointers);
        append(entry);
        assertEquals(List.of(entry), ledger().read(source(), Position.of(pointers.length - 1L), 10));
        assertEquals(Position.of(pointers.length), ledger().end(source()).last());
    }

    @Test
    public void positions_stayDense_forTailersThatRace() throws Exception {
        int entries = 8;
        List<Callable<List<Entry>>> tailers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int size = i + 1;
            tailers.add(() -> appendBehindTheEnd(size, entries));
        }
        List<Entry> appended = new ArrayList<>();
        atOnce(tailers).forEach(appended::addAll);
        List<Entry> stored = ledger().read(source(), Position.START, 100);
        appended.sort(Comparator.comparing(Entry::first));
        assertEquals(appended, stored);
        Position next = Position.of(1);
        for (Entry entry : stored) {
            assertEquals(next, entry.first());
            next = entry.last().plus(1);
        }
    }

    /** What a tailer does: look where the ledger ends, and try there. */
    private List<Entry> appendBehindTheEnd(int size, int entries) {
        List<Entry> appended = new ArrayList<>();
        while (appended.size() < entries) {
            long first = ledger().end(source()).last().value() + 1;
            Pointer[] pointers = IntStream.range(0, size)
                    .mapToObj(number -> pointer(size + "/" + first + "/" + number))
                    .toArray(Pointer[]::new);
            Entry entry = entry(first, null, pointers);
            if (ledger().append(source(), entry) == AppendOutcome.APPENDED) {
                appended.add(entry);
            }
        }
        return appended;
    }

    @Test
    public void cover_isReplaced_byTheNext() {
        append(entry(1, token(), pointer("a")));
        ledger().cover(source(), Position.of(1), token(), ClusterTime.of(1_800_000_000, 7));
        ResumeToken later = token();
        ledger().cover(source(), Position.of(1), later, ClusterTime.of(1_800_000_001, 0));
        ledger().cover(source(), Position.of(1), later, ClusterTime.of(1_800_000_001, 0));
        assertEquals(new LedgerEnd(Position.of(1), later, ClusterTime.of(1_800_000_001, 0)), ledger().end(source()));
    }

    @Test
    public void read_returnsManyEntries_inOrder_andNoMoreThanWanted() {
        List<Entry> all = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            all.add(entry(i, null, pointer("e" + i)));
        }
        all.forEach(this::append);
        assertEquals(all, ledger().read(source(), Position.START, 100));
        assertEquals(all.subList(9, 16), ledger().read(source(), Position.of(9), 7));
        assertEquals(List.of(), ledger().read(source(), Position.of(1_000), 7));
    }
}
