package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.ledger.SourceStream.Started;
import dev.leat.partition.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link SourceStream} must keep. It does not promise how many polls it takes to see an event. */
public abstract class SourceStreamConformance extends StoreConformance {

    private static final StreamId STREAM = StreamId.of("order-1");
    private static final StreamId OTHER = StreamId.of("order-2");
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int MOST_POLLS = 100;

    private SourceStream sources() {
        return stores().sources();
    }

    private Started openNow() {
        return sources().openNow(fixture().source());
    }

    private Cursor openAfter(ResumeToken token) {
        return assertInstanceOf(
                        Opened.Ready.class, sources().openAfter(fixture().source(), token))
                .cursor();
    }

    private List<EventId> append(StreamId stream, int count) {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(fixture().append(stream));
        }
        return ids;
    }

    private static Polled.Events poll(Cursor cursor, int maxEvents) {
        return assertInstanceOf(Polled.Events.class, cursor.poll(maxEvents, WAIT));
    }

    /** Polls until so many events came. */
    private static List<EventId> take(Cursor cursor, int count) {
        List<EventId> ids = new ArrayList<>();
        for (int polls = 0; ids.size() < count && polls < MOST_POLLS; polls++) {
            poll(cursor, count - ids.size()).pointers().forEach(pointer -> ids.add(pointer.id()));
        }
        return ids;
    }

    @Test
    public void stream_shows_whatIsCommittedBehindIt() {
        append(STREAM, 2);
        try (Cursor cursor = openNow().cursor()) {
            List<EventId> later = append(STREAM, 3);
            assertEquals(later, take(cursor, 3));
        }
    }

    @Test
    public void pointer_hasTheSlotOfItsStream() {
        try (Cursor cursor = openNow().cursor()) {
            fixture().append(STREAM);
            List<Pointer> pointers = List.of();
            for (int polls = 0; pointers.isEmpty() && polls < MOST_POLLS; polls++) {
                pointers = poll(cursor, 10).pointers();
            }
            assertEquals(Slots.of(STREAM.value()), pointers.getFirst().slot());
        }
    }

    @Test
    public void token_ofAnOpening_leadsBackToIt() {
        Started started = openNow();
        started.cursor().close();
        List<EventId> ids = append(STREAM, 2);
        try (Cursor cursor = openAfter(started.token())) {
            assertEquals(ids, take(cursor, 2));
        }
    }

    @Test
    public void token_ofAPoll_leadsBehindItsLastEvent() {
        Started started = openNow();
        List<EventId> ids = append(STREAM, 5);
        ResumeToken token = started.token();
        List<EventId> seen = new ArrayList<>();
        try (Cursor cursor = started.cursor()) {
            for (int polls = 0; seen.size() < 2 && polls < MOST_POLLS; polls++) {
                Polled.Events events = poll(cursor, 2 - seen.size());
                events.pointers().forEach(pointer -> seen.add(pointer.id()));
                token = events.token();
            }
        }
        assertEquals(ids.subList(0, 2), seen);
        try (Cursor cursor = openAfter(token)) {
            assertEquals(ids.subList(2, 5), take(cursor, 3));
        }
    }

    @Test
    public void poll_returnsNothing_whenNothingHappens() {
        try (Cursor cursor = openNow().cursor()) {
            assertEquals(List.of(), poll(cursor, 10).pointers());
        }
    }

    @Test
    public void historyIsLost_forAForgottenToken_atOpeningOrAtTheFirstPoll() {
        Opened opened = sources().openAfter(fixture().source(), fixture().forgottenToken());
        if (opened instanceof Opened.Ready ready) {
            try (Cursor cursor = ready.cursor()) {
                assertInstanceOf(Polled.HistoryLost.class, cursor.poll(1, WAIT));
            }
        }
    }

    @Test
    public void scan_showsWhatThereIs_inRunsOfTheWantedSize() {
        List<EventId> first = append(STREAM, 4);
        List<EventId> second = append(OTHER, 3);
        List<EventId> seen = new ArrayList<>();
        try (Scan scan = sources().scan(fixture().source())) {
            boolean last = false;
            for (int chunks = 0; !last && chunks < MOST_POLLS; chunks++) {
                Chunk chunk = scan.next(3);
                assertTrue(chunk.pointers().size() <= 3, () -> "events of a chunk: " + chunk.pointers());
                chunk.pointers().forEach(pointer -> seen.add(pointer.id()));
                last = chunk.last();
            }
            assertTrue(last, "the scan is over");
        }
        List<EventId> all = new ArrayList<>(first);
        all.addAll(second);
        assertEquals(all, seen);
    }

    @Test
    public void scan_ofAnEmptySource_isOverAtOnce() {
        try (Scan scan = sources().scan(fixture().source())) {
            Chunk chunk = scan.next(10);
            assertEquals(List.of(), chunk.pointers());
            assertTrue(chunk.last());
        }
    }

    @Test
    public void stream_passesTheScan_andShowsWhatBothSaw() {
        Cursor opened = openNow().cursor();
        List<EventId> ids = append(STREAM, 3);
        try (Cursor cursor = opened;
                Scan scan = sources().scan(fixture().source())) {
            Chunk chunk = scan.next(10);
            assertEquals(3, chunk.pointers().size());
            List<EventId> seen = new ArrayList<>();
            ClusterTime through = ClusterTime.ZERO;
            for (int polls = 0; through.isBefore(chunk.readAt()) && polls < MOST_POLLS; polls++) {
                Polled.Events events = poll(cursor, 10);
                events.pointers().forEach(pointer -> seen.add(pointer.id()));
                through = events.through();
            }
            assertEquals(ids, seen);
        }
    }

    @Test
    public void stream_showsTheEventsOfOneAppend_inTheirOrder() {
        List<NewEvent> events = IntStream.range(0, 50)
                .mapToObj(i -> NewEvent.of(EventType.of("Happened"), fixture().data("e" + i))
                        .withId(EventId.of("e" + (50 - i))))
                .toList();
        List<EventId> ids =
                IntStream.range(0, 50).mapToObj(i -> EventId.of("e" + (50 - i))).toList();
        try (Cursor cursor = openNow().cursor()) {
            fixture().eventStore().append(STREAM, ExpectedVersion.any(), events).orThrow();
            assertEquals(ids, take(cursor, 50));
        }
    }

    @Test
    public void token_inTheMiddleOfOneAppend_leadsToTheRest() {
        List<NewEvent> events = IntStream.range(0, 6)
                .mapToObj(i -> NewEvent.of(EventType.of("Happened"), fixture().data("e" + i)))
                .toList();
        Started started = openNow();
        fixture().eventStore().append(STREAM, ExpectedVersion.any(), events).orThrow();
        List<EventId> seen = new ArrayList<>();
        ResumeToken token = started.token();
        started.cursor().close();
        for (int polls = 0; seen.size() < 6 && polls < MOST_POLLS; polls++) {
            try (Cursor cursor = openAfter(token)) {
                Polled.Events some = poll(cursor, 1);
                some.pointers().forEach(pointer -> seen.add(pointer.id()));
                token = some.token();
            }
        }
        assertEquals(6, seen.stream().distinct().count(), () -> "events seen: " + seen);
        assertEquals(6, seen.size());
    }

    @Test
    public void cursors_areApart() {
        try (Cursor one = openNow().cursor();
                Cursor two = openNow().cursor()) {
            List<EventId> ids = append(STREAM, 3);
            assertEquals(ids, take(one, 3));
            assertEquals(ids, take(two, 3));
        }
    }

    @Test
    public void stream_showsNothing_ofAnotherSource() {
        try (Cursor cursor = sources().openNow(fixture().otherSource()).cursor()) {
            append(STREAM, 3);
            assertEquals(List.of(), poll(cursor, 10).pointers());
            assertEquals(List.of(), poll(cursor, 10).pointers());
        }
    }
}
