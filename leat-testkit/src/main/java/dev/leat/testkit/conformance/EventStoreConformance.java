package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.Appended;
import dev.leat.event.AppendResult.VersionConflict;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.partition.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an {@link EventStore} must keep. How large an event or an append may be is the store's own affair. */
public abstract class EventStoreConformance extends StoreConformance {

    private static final StreamId STREAM = StreamId.of("order-1");
    private static final StreamId OTHER = StreamId.of("order-2");
    private static final EventType TYPE = EventType.of("Happened");
    private static final int WRITERS = 4;

    private EventStore store() {
        return fixture().eventStore();
    }

    private NewEvent event(String text) {
        return NewEvent.of(TYPE, fixture().data(text)).withId(EventId.of(text));
    }

    private List<NewEvent> events(String... texts) {
        return Stream.of(texts).map(this::event).toList();
    }

    private AppendResult append(StreamId stream, ExpectedVersion expected, String... texts) {
        return store().append(stream, expected, events(texts));
    }

    private static void assertAppended(long first, long last, AppendResult result) {
        Appended appended = assertInstanceOf(Appended.class, result);
        assertEquals(new Versions(first, last, false), Versions.of(appended));
    }

    /** What an append got, but for the receipt. */
    private record Versions(long first, long last, boolean repeated) {

        static Versions of(AppendResult result) {
            Appended appended = assertInstanceOf(Appended.class, result);
            return new Versions(appended.firstVersion(), appended.lastVersion(), appended.repeated());
        }
    }

    private List<Event> read(StreamId stream, long from) {
        try (Stream<Event> events = store().read(stream, from)) {
            return events.toList();
        }
    }

    private List<String> ids(StreamId stream) {
        return read(stream, 1).stream().map(event -> event.id().toString()).toList();
    }

    private void assertDense(StreamId stream, int count) {
        assertEquals(
                LongStream.rangeClosed(1, count).boxed().toList(),
                read(stream, 1).stream().map(Event::version).toList());
    }

    @Test
    public void append_givesVersionsFromOne_withoutGaps() {
        assertAppended(1, 1, append(STREAM, ExpectedVersion.noStream(), "a"));
        assertAppended(2, 4, append(STREAM, ExpectedVersion.exactly(1), "b", "c", "d"));
        assertAppended(5, 5, append(STREAM, ExpectedVersion.any(), "e"));
        assertEquals(List.of("a", "b", "c", "d", "e"), ids(STREAM));
        assertDense(STREAM, 5);
    }

    @Test
    public void append_conflictsAndWritesNothing_whenTheStreamIsNotWhereTheWriterBelieves() {
        append(STREAM, ExpectedVersion.any(), "a", "b");
        for (long wrong : new long[] {0, 1, 3, Long.MAX_VALUE}) {
            ExpectedVersion expected = ExpectedVersion.exactly(wrong);
            assertEquals(new VersionConflict(STREAM, expected, 2), append(STREAM, expected, "x", "y"));
        }
        ExpectedVersion later = ExpectedVersion.exactly(1);
        assertEquals(new VersionConflict(OTHER, later, 0), append(OTHER, later, "z"));
        assertEquals(List.of("a", "b"), ids(STREAM));
        assertEquals(List.of(), ids(OTHER));
    }

    @Test
    public void append_succeedsOnce_forWritersThatExpectOneVersionAtOnce() throws Exception {
        append(STREAM, ExpectedVersion.noStream(), "a");
        List<AppendResult> results = writersAtOnce(
                writer -> append(STREAM, ExpectedVersion.exactly(1), "w" + writer + "-1", "w" + writer + "-2"));
        assertEquals(1, results.stream().filter(Appended.class::isInstance).count(), () -> "of " + results);
        assertEquals(
                WRITERS - 1L,
                results.stream()
                        .filter(new VersionConflict(STREAM, ExpectedVersion.exactly(1), 3)::equals)
                        .count(),
                () -> "of " + results);
        assertDense(STREAM, 3);
    }

    @Test
    public void append_toANewStream_succeedsOnce_forWritersAtOnce() throws Exception {
        List<AppendResult> results = writersAtOnce(writer -> append(STREAM, ExpectedVersion.noStream(), "w" + writer));
        assertEquals(1, results.stream().filter(Appended.class::isInstance).count(), () -> "of " + results);
        assertDense(STREAM, 1);
    }

    @Test
    public void append_keepsItsEventsTogether_forWritersAtOnceThatExpectNothing() throws Exception {
        int rounds = 5;
        writersAtOnce(writer -> {
            for (int round = 0; round < rounds; round++) {
                String name = "w" + writer + "-" + round;
                append(STREAM, ExpectedVersion.any(), name + "-a", name + "-b", name + "-c")
                        .orThrow();
            }
            return true;
        });
        List<String> ids = ids(STREAM);
        assertDense(STREAM, WRITERS * rounds * 3);
        for (int i = 0; i < ids.size(); i += 3) {
            String name = ids.get(i).substring(0, ids.get(i).length() - 2);
            assertEquals(List.of(name + "-a", name + "-b", name + "-c"), ids.subList(i, i + 3));
        }
    }

    private <T> List<T> writersAtOnce(java.util.function.IntFunction<T> writer) throws Exception {
        return atOnce(IntStream.range(0, WRITERS)
                .<Callable<T>>mapToObj(number -> () -> writer.apply(number))
                .toList());
    }

    @Test
    public void receipt_namesTheLastEvent_andWhenItWasCommitted() {
        Receipt first =
                append(STREAM, ExpectedVersion.noStream(), "a", "b").orThrow().receipt();
        Receipt second = append(STREAM, ExpectedVersion.any(), "c").orThrow().receipt();

        assertEquals(List.of("b", 2), List.of(first.lastEvent(), first.events()));
        assertEquals(List.of("c", 1), List.of(second.lastEvent(), second.events()));
        assertTrue(Long.compareUnsigned(first.notBefore(), first.notAfter()) <= 0, first::toString);
        assertTrue(Long.compareUnsigned(first.notAfter(), second.notAfter()) < 0, second::toString);
        Receipt repeated =
                append(STREAM, ExpectedVersion.any(), "a", "b").orThrow().receipt();
        assertEquals(Receipt.UNKNOWN, repeated.notBefore());
        assertTrue(Long.compareUnsigned(first.notAfter(), repeated.notAfter()) <= 0, repeated::toString);
    }

    @Test
    public void appendRepeated_isDoneOnce_andTellsTheVersionsOfTheFirst() {
        append(STREAM, ExpectedVersion.noStream(), "a", "b");
        append(STREAM, ExpectedVersion.exactly(2), "c");
        for (ExpectedVersion expected :
                List.of(ExpectedVersion.noStream(), ExpectedVersion.any(), ExpectedVersion.exactly(3))) {
            assertEquals(new Versions(1, 2, true), Versions.of(append(STREAM, expected, "a", "b")));
        }
        assertEquals(new Versions(3, 3, true), Versions.of(append(STREAM, ExpectedVersion.exactly(2), "c")));
        assertEquals(List.of("a", "b", "c"), ids(STREAM));
    }

    @Test
    public void appendRepeated_isDoneOnce_whenBothRunAtOnce() throws Exception {
        List<Versions> results = writersAtOnce(writer -> Versions.of(append(STREAM, ExpectedVersion.any(), "a", "b")));
        assertEquals(1, Collections.frequency(results, new Versions(1, 2, false)), () -> "of " + results);
        assertEquals(WRITERS - 1, Collections.frequency(results, new Versions(1, 2, true)), () -> "of " + results);
        assertEquals(List.of("a", "b"), ids(STREAM));
    }

    @Test
    public void append_isRefusedAndWritesNothing_whenItRepeatsOthersInPart() {
        append(STREAM, ExpectedVersion.any(), "a", "b");
        append(STREAM, ExpectedVersion.any(), "c");
        assertRefused(STREAM, "b", "d");
        assertRefused(STREAM, "d", "a");
        assertRefused(STREAM, "b", "a");
        assertRefused(STREAM, "a", "c");
        assertRefused(OTHER, "a", "b");
        assertRefused(OTHER, "a", "x");
        assertEquals(List.of("a", "b", "c"), ids(STREAM));
        assertEquals(List.of(), ids(OTHER));
    }

    @Test
    public void append_isRefused_withoutEvents_orWithOneIdTwice() {
        assertRefused(STREAM);
        assertRefused(STREAM, "a", "b", "a");
        assertEquals(List.of(), ids(STREAM));
    }

    private void assertRefused(StreamId stream, String... texts) {
        assertThrows(
                IllegalArgumentException.class,
                () -> append(stream, ExpectedVersion.any(), texts),
                () -> "append of " + List.of(texts) + " to " + stream);
    }

    @Test
    public void append_givesEachEventAnIdOfItsOwn_whenNoneIsGiven() {
        NewEvent event = NewEvent.of(TYPE, fixture().data("same"));
        store().append(STREAM, ExpectedVersion.any(), List.of(event, event)).orThrow();
        store().append(STREAM, ExpectedVersion.any(), List.of(event)).orThrow();
        assertEquals(3, read(STREAM, 1).stream().map(Event::id).distinct().count());
    }

    @Test
    public void read_givesWhatWasAppended() {
        Instant time = Instant.parse("2024-02-29T23:59:59.123Z");
        Map<String, String> metadata = Map.of("user", "Jürgen", "empty", "");
        store().append(
                        STREAM,
                        ExpectedVersion.any(),
                        List.of(event("a"), event("b").at(time).withMetadata(metadata)))
                .orThrow();
        int slot = Slots.of(STREAM.value());
        assertEquals(
                new Event(
                        Position.START,
                        EventId.of("b"),
                        slot,
                        STREAM,
                        2,
                        TYPE,
                        time,
                        fixture().data("b"),
                        metadata),
                read(STREAM, 1).getLast());
        assertTrue(read(STREAM, 1).getFirst().metadata().isEmpty(), "no metadata");
        assertFalse(read(STREAM, 1).getFirst().time().equals(Instant.EPOCH), "a time is given to an event without one");
    }

    @Test
    public void read_beginsAtTheWantedVersion_andIsEmptyBehindTheLast() {
        append(STREAM, ExpectedVersion.any(), "a", "b", "c");
        assertEquals(
                List.of(2L, 3L), read(STREAM, 2).stream().map(Event::version).toList());
        assertEquals(List.of(), read(STREAM, 4));
        assertEquals(List.of(), read(OTHER, 1));
    }

    @Test
    public void streams_areApart_whateverTheirNames() {
        List<String> names = List.of(
                "a",
                "A",
                "a ",
                " a",
                "ä",
                "a\u0308",
                "größe/ : $x.y",
                "日本 🚀",
                "$set",
                "a.b",
                "a\u0000b",
                "null",
                "1",
                "x".repeat(StreamId.MAX_LENGTH));
        for (int i = 0; i < names.size(); i++) {
            assertAppended(1, 1, append(StreamId.of(names.get(i)), ExpectedVersion.noStream(), "id-" + i));
        }
        for (int i = 0; i < names.size(); i++) {
            assertEquals(List.of("id-" + i), ids(StreamId.of(names.get(i))), "events of stream " + names.get(i));
        }
    }

    @Test
    public void append_takesManyEvents_andLargeOnes() {
        String large = "ü".repeat(1 << 18);
        store().append(
                        STREAM,
                        ExpectedVersion.any(),
                        List.of(NewEvent.of(TYPE, fixture().data(large))))
                .orThrow();
        String[] many = IntStream.range(0, 1_000).mapToObj(i -> "e" + i).toArray(String[]::new);
        assertAppended(2, 1_001, append(STREAM, ExpectedVersion.exactly(1), many));
        List<Event> events = new ArrayList<>(read(STREAM, 1));
        assertEquals(fixture().data(large), events.removeFirst().data());
        assertEquals(
                List.of(many),
                events.stream().map(event -> event.id().toString()).toList());
        assertDense(STREAM, 1_001);
    }
}
