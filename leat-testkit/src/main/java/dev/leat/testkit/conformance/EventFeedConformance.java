package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.Pointer;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an {@link EventFeed} must keep. It may give less than asked for, as long as each read gets on. */
public abstract class EventFeedConformance extends StoreConformance {

    private static final StreamId STREAM = StreamId.of("order-1");
    private static final StreamId OTHER = StreamId.of("order-2");
    private static final int MOST_READS = 100;

    private EventFeed feed() {
        return stores().feed();
    }

    /** Appends events of two streams by turns and puts them into the ledger, in entries of two. */
    private List<EventId> recorded(int count) {
        List<Pointer> pointers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StreamId stream = i % 2 == 0 ? STREAM : OTHER;
            pointers.add(new Pointer(fixture().append(stream), Slots.of(stream.value())));
        }
        for (int i = 0; i < count; i += 2) {
            Pointer[] two = pointers.subList(i, Math.min(count, i + 2)).toArray(Pointer[]::new);
            assertEquals(
                    AppendOutcome.APPENDED, stores().ledger().append(fixture().source(), entry(i + 1L, null, two)));
        }
        return pointers.stream().map(Pointer::id).toList();
    }

    private Slice read(Position after, Position upTo, SlotSet slots, int maxEvents) {
        return feed().read(fixture().source(), after, upTo, slots, maxEvents);
    }

    /** Reads to the end of the ledger. */
    private List<FeedItem> readAll(Position after, SlotSet slots, int maxEvents) {
        List<FeedItem> items = new ArrayList<>();
        Position at = after;
        for (int reads = 0; reads < MOST_READS; reads++) {
            Slice slice = read(at, Position.MAX, slots, maxEvents);
            if (slice.through().equals(at)) {
                return items;
            }
            items.addAll(slice.items());
            at = slice.through();
        }
        throw new AssertionError("no end of the ledger after " + MOST_READS + " reads");
    }

    private static List<EventId> idsOf(List<FeedItem> items) {
        return items.stream().map(FeedItem::id).toList();
    }

    @Test
    public void read_givesTheEvents_inTheOrderOfTheLedger() {
        List<EventId> ids = recorded(5);
        List<FeedItem> items = readAll(Position.START, SlotSet.ALL, 100);
        assertEquals(ids, idsOf(items));
        Event third = assertInstanceOf(Event.class, items.get(2));
        assertEquals(Position.of(3), third.position());
        assertEquals(STREAM, third.stream());
        assertEquals(2, third.version());
        assertEquals(Slots.of(STREAM.value()), third.slot());
    }

    @Test
    public void read_goesOn_fromTheMiddleOfAnEntry() {
        List<EventId> ids = recorded(5);
        assertEquals(ids.subList(3, 5), idsOf(readAll(Position.of(3), SlotSet.ALL, 100)));
        assertEquals(ids, idsOf(readAll(Position.START, SlotSet.ALL, 1)));
    }

    @Test
    public void read_givesNoMore_thanWanted() {
        recorded(5);
        Slice slice = read(Position.START, Position.MAX, SlotSet.ALL, 3);
        assertFalse(slice.items().size() > 3, () -> "items: " + slice.items());
        assertFalse(slice.items().isEmpty() && slice.through().equals(Position.START), "the read gets on");
    }

    @Test
    public void read_stops_atTheBound() {
        List<EventId> ids = recorded(5);
        List<FeedItem> items = new ArrayList<>();
        Position at = Position.START;
        for (int reads = 0; at.isBefore(Position.of(3)) && reads < MOST_READS; reads++) {
            Slice slice = read(at, Position.of(3), SlotSet.ALL, 100);
            items.addAll(slice.items());
            at = slice.through();
        }
        assertEquals(Position.of(3), at);
        assertEquals(ids.subList(0, 3), idsOf(items));
    }

    @Test
    public void read_passesOver_otherSlots() {
        List<EventId> ids = recorded(6);
        int slot = Slots.of(OTHER.value());
        assertEquals(
                List.of(ids.get(1), ids.get(3), ids.get(5)),
                idsOf(readAll(Position.START, SlotSet.range(slot, slot + 1), 100)));
    }

    @Test
    public void read_standsStill_atTheEnd() {
        recorded(3);
        Slice slice = read(Position.of(3), Position.MAX, SlotSet.ALL, 10);
        assertEquals(Position.of(3), slice.through());
        assertEquals(List.of(), slice.items());
    }

    @Test
    public void unreadableEvent_isGiven_withItsReason() {
        List<EventId> ids = recorded(3);
        fixture().spoil(ids.get(1));
        List<FeedItem> items = readAll(Position.START, SlotSet.ALL, 10);
        assertEquals(ids, idsOf(items));
        UnreadableEvent unreadable = assertInstanceOf(UnreadableEvent.class, items.get(1));
        assertFalse(unreadable.reason().isBlank(), "it has a reason");
        assertEquals(Position.of(2), unreadable.position());
    }

    @Test
    public void fetch_givesTheEvents_inTheOrderAsked() {
        List<EventId> ids = recorded(4);
        fixture().spoil(ids.get(0));
        List<FeedItem> items =
                feed().fetch(fixture().source(), List.of(Position.of(1), Position.of(3), Position.of(4)));
        assertEquals(List.of(ids.get(0), ids.get(2), ids.get(3)), idsOf(items));
        assertInstanceOf(UnreadableEvent.class, items.get(0));
        assertEquals(Position.of(3), items.get(1).position());
    }

    @Test
    public void read_seesAnEntry_thatCameAfterTheEndWasReached() {
        recorded(2);
        assertEquals(2, readAll(Position.START, SlotSet.ALL, 100).size());
        EventId later = fixture().append(STREAM);
        stores().ledger().append(fixture().source(), entry(3, null, new Pointer(later, Slots.of(STREAM.value()))));
        assertEquals(List.of(later), idsOf(readAll(Position.of(2), SlotSet.ALL, 100)));
    }

    @Test
    public void read_passesOverEverything_whenNoSlotIsThere() {
        recorded(5);
        int unused = IntStream.range(0, 1_024)
                .filter(slot -> slot != Slots.of(STREAM.value()) && slot != Slots.of(OTHER.value()))
                .findFirst()
                .orElseThrow();
        Position at = Position.START;
        for (int reads = 0; at.isBefore(Position.of(5)) && reads < MOST_READS; reads++) {
            Slice slice = read(at, Position.MAX, SlotSet.range(unused, unused + 1), 100);
            assertEquals(List.of(), slice.items());
            at = slice.through();
        }
        assertEquals(Position.of(5), at);
    }

    @Test
    public void read_givesEachReaderItsOwn_whenManyReadAtOnce() throws Exception {
        List<EventId> ids = recorded(20);
        int slot = Slots.of(OTHER.value());
        List<EventId> ofOther =
                IntStream.range(0, 10).mapToObj(i -> ids.get(2 * i + 1)).toList();
        List<List<FeedItem>> reads = atOnce(List.of(
                () -> readAll(Position.START, SlotSet.ALL, 3),
                () -> readAll(Position.START, SlotSet.range(slot, slot + 1), 2),
                () -> readAll(Position.of(7), SlotSet.ALL, 100),
                () -> readAll(Position.START, SlotSet.ALL, 100)));
        assertEquals(ids, idsOf(reads.get(0)));
        assertEquals(ofOther, idsOf(reads.get(1)));
        assertEquals(ids.subList(7, 20), idsOf(reads.get(2)));
        assertEquals(ids, idsOf(reads.get(3)));
    }

    @Test
    public void fetch_ofNoPositions_isEmpty_andOneMayComeTwice() {
        List<EventId> ids = recorded(3);
        assertEquals(List.of(), feed().fetch(fixture().source(), List.of()));
        List<Position> positions = List.of(Position.of(3), Position.of(1), Position.of(3));
        assertEquals(
                List.of(ids.get(2), ids.get(0), ids.get(2)),
                idsOf(feed().fetch(fixture().source(), positions)));
    }

    @Test
    public void storedDocument_isThere_untilTheEventIsGone_alsoWhenItCannotBeRead() {
        EventId id = recorded(1).getFirst();
        assertTrue(feed().stored(fixture().source(), id).isPresent());
        fixture().spoil(id);
        assertTrue(feed().stored(fixture().source(), id).isPresent());
        assertTrue(feed().stored(fixture().source(), EventId.of("nobody's")).isEmpty());
    }

    @Test
    public void replacement_isReadInTheEventsPlace_evenWhereThatCannotBeRead() {
        EventId id = recorded(1).getFirst();
        Object document = feed().stored(fixture().source(), id).orElseThrow();
        List<Position> first = List.of(Position.of(1));
        FeedItem whole = feed().fetch(fixture().source(), first).getFirst();
        assertEquals(whole, feed().replaced(fixture().source(), whole, document));
        fixture().spoil(id);
        FeedItem spoiled = feed().fetch(fixture().source(), first).getFirst();
        assertInstanceOf(UnreadableEvent.class, spoiled);
        assertEquals(whole, feed().replaced(fixture().source(), spoiled, document));
    }

    @Test
    public void replacement_isUnreadable_whenItIsNoDocumentOfTheEvent() {
        List<EventId> ids = recorded(2);
        FeedItem first =
                feed().fetch(fixture().source(), List.of(Position.of(1))).getFirst();
        Object second = feed().stored(fixture().source(), ids.get(1)).orElseThrow();
        for (Object wrong : List.of(second, "no document", 7)) {
            FeedItem read = feed().replaced(fixture().source(), first, wrong);
            assertInstanceOf(UnreadableEvent.class, read);
            assertEquals(first.position(), read.position());
            assertEquals(first.id(), read.id());
        }
    }
}
