package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.DocumentChange;
import dev.leat.verify.ProjectionState;
import dev.leat.verify.QueuedEvent;
import dev.leat.verify.StateReader;
import dev.leat.verify.StoredDocument;
import dev.leat.verify.VerifiableStores;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a {@link StateReader} must show to the history checker. */
public abstract class StateReaderConformance extends StoreConformance {

    private static final Key KEY = Key.of("k");
    private static final int READS = 30;

    private VerifiableStores verifiable() {
        return assertInstanceOf(VerifiableStores.class, stores());
    }

    private StateReader state() {
        return verifiable().state();
    }

    private ProjectionState read(Projection<?> projection, SlotSet slots) {
        return state().read(registrationOf(projection), slots);
    }

    private static DocumentChange document(Key key, boolean existed, long count) {
        return new DocumentChange(key, existed, new Counter(count, "last"));
    }

    @Test
    public void registrations_areThoseThatWereMade_inTheOrderOfTheirNames() {
        Projection<Counter> second = registered("second");
        Projection<Counter> first = registered("first");
        List<Registration> expected = List.of(registrationOf(first), registrationOf(second));
        assertEquals(expected, state().registrations());
    }

    @Test
    public void state_isEmpty_beforeTheFirstCommit() {
        Projection<Counter> projection = registered("counters");
        ProjectionState state = read(projection, SlotSet.ALL);
        assertEquals(stores().leases().ownerships(projection.id()), state.partitions());
        assertEquals(4, state.partitions().size());
        assertEquals(
                new ProjectionState(state.partitions(), List.of(), List.of(), List.of(), Map.of(), List.of()), state);
    }

    @Test
    public void state_holdsWhatACommitMade() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 1);
        PartitionId partition = mine.partition();
        ParkedKey parked = new ParkedKey(
                partition, Key.of("parked"), ParkedKey.State.PARKED, Position.of(3), "it failed", 1, null);
        ParkRequest discard = ParkRequest.of(new ParkAction.Discard(), "somebody", "no such customer");
        ParkedEvent ruledOut = new ParkedEvent(Position.of(2), EventId.of("e2"));
        ParkedEvent waiting = new ParkedEvent(Position.of(3), EventId.of("e3"));
        assertCommitted(commit(
                projection,
                List.of(move(mine, 5, 2)),
                List.of(document(KEY, false, 2)),
                List.of(
                        new ParkChange.Park(parked),
                        new ParkChange.Queue(partition, parked.key(), waiting),
                        new ParkChange.Rule(partition, KEY, ruledOut, discard))));

        ProjectionState state = read(projection, SlotSet.ALL);
        Ownership after = state.partitions().get(1);
        assertEquals(stored(projection, 1), after);
        assertEquals(Position.of(5), after.checkpoint());
        assertEquals(2, after.events());
        assertEquals(List.of(parked), state.parked());
        assertEquals(List.of(new QueuedEvent(partition, parked.key(), waiting)), state.queued());
        assertEquals(stores().parked().rulings(projection.id()), state.rulings());
        assertEquals(ruledOut, state.rulings().getFirst().event());
        StoredDocument expected = state().asStored(projection, KEY, new Counter(2, "last"));
        assertEquals(Map.of(KEY, expected), state.documents());
        assertEquals(Set.of("count", "last"), expected.fields().keySet());
    }

    @Test
    public void documents_areThoseOfTheSlots() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 1);
        Key other = Key.of("other");
        List<DocumentChange> documents = List.of(document(KEY, false, 1), document(other, false, 1));
        assertCommitted(commit(projection, List.of(move(mine, 5, 2)), documents, List.of()));
        SlotSet slotOfKey = SlotSet.where(slot -> slot == Slots.of(KEY.value()));
        assertEquals(Set.of(KEY), read(projection, slotOfKey).documents().keySet());
        assertEquals(
                Set.of(KEY, other), read(projection, SlotSet.ALL).documents().keySet());
        assertEquals(Set.of(), read(projection, SlotSet.NONE).documents().keySet());
        assertEquals(4, read(projection, SlotSet.NONE).partitions().size());
    }

    @Test
    public void state_isOfOneInstant_whileCommitsGoOn() {
        Projection<Counter> projection = registered("counters");
        Ownership claimed = claimed(ONE, projection, 1);
        assertCommitted(commit(projection, List.of(move(claimed, 1, 1)), List.of(document(KEY, false, 1)), List.of()));
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> {
            long commits = 1;
            while (!enough.get()) {
                commits++;
                Ownership mine = stored(projection, 1);
                assertCommitted(commit(
                        projection, List.of(move(mine, commits, 1)), List.of(document(KEY, true, commits)), List.of()));
            }
            return commits;
        });
        try {
            for (int i = 0; i < READS; i++) {
                ProjectionState state = read(projection, SlotSet.ALL);
                long checkpoint = state.partitions().get(1).checkpoint().value();
                assertEquals(
                        Map.of(KEY, state().asStored(projection, KEY, new Counter(checkpoint, "last"))),
                        state.documents());
                Position later = stored(projection, 1).checkpoint();
                assertTrue(later.value() >= checkpoint, "what is read later is not older");
            }
        } finally {
            enough.set(true);
        }
        assertTrue(writer.join() >= 1, "commits");
    }

    @Test
    public void freshFeed_remembersNothing() {
        EventId id = fixture().append(StreamId.of("s"));
        Entry entry = new Entry(
                Position.of(1), List.of(new Pointer(id, Slots.of("s"))), null, ClusterTime.of(1_700_000_000, 1));
        stores().ledger().append(fixture().source(), entry);
        assertInstanceOf(Event.class, firstItem());
        fixture().spoil(id);
        assertInstanceOf(UnreadableEvent.class, firstItem());
    }

    private FeedItem firstItem() {
        try (VerifiableStores.FreshFeed feed = verifiable().openFeed()) {
            return feed.read(fixture().source(), Position.START, Position.MAX, SlotSet.ALL, 10)
                    .items()
                    .getFirst();
        }
    }
}
