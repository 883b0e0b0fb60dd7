package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link ParkStore} must keep, together with the commits that change it. */
public abstract class ParkStoreConformance extends StoreConformance {

    private static final Key KEY = Key.of("customer 7");

    private ParkStore parked() {
        return stores().parked();
    }

    private static ParkedKey parkedKey(Projection<?> projection, int partition, Key key, ParkedKey.State state) {
        PartitionId id = new PartitionId(projection.id(), partition);
        return new ParkedKey(id, key, state, Position.of(3), "it failed", 1, false);
    }

    private static ParkedEvent event(long position) {
        return new ParkedEvent(Position.of(position), EventId.of("e" + position));
    }

    private static ParkChange queue(ParkedKey key, long position) {
        return new ParkChange.Queue(key.partition(), key.key(), event(position));
    }

    private ParkedKey park(Projection<?> projection) {
        Ownership mine = claimed(ONE, projection, 1);
        ParkedKey key = parkedKey(projection, 1, KEY, ParkedKey.State.RETRYING);
        assertCommitted(commit(
                projection,
                List.of(move(mine, 5, 0)),
                List.of(),
                List.of(new ParkChange.Park(key), queue(key, 3), queue(key, 5))));
        return key;
    }

    private void change(Projection<?> projection, ParkChange... changes) {
        Ownership mine = stored(projection, 1);
        long same = mine.checkpoint().value();
        assertCommitted(commit(projection, List.of(move(mine, same, 0)), List.of(), List.of(changes)));
    }

    @Test
    public void key_isParked_withItsQueueInOrder() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        change(projection, queue(key, 11), queue(key, 20));
        assertEquals(List.of(key), parked().parked(projection.id()));
        assertEquals(List.of(event(3), event(5), event(11), event(20)), parked().queue(projection.id(), KEY, 100));
        assertEquals(List.of(event(3), event(5)), parked().queue(projection.id(), KEY, 2));
        assertEquals(List.of(), parked().queue(projection.id(), Key.of("other"), 2));
    }

    @Test
    public void parked_findsTheKeys_ofSomePartitions() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        assertEquals(List.of(key), parked().parked(List.of(key.partition())));
        assertEquals(List.of(), parked().parked(List.of(new PartitionId(projection.id(), 2))));
        assertEquals(List.of(), parked().parked(List.of()));
        assertEquals(List.of(), parked().parked(projection("others").id()));
    }

    @Test
    public void queue_shrinks_byWhatTookEffect() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        change(projection, new ParkChange.Dequeue(key.partition(), KEY, Position.of(4)));
        assertEquals(List.of(event(5)), parked().queue(projection.id(), KEY, 100));
        assertEquals(List.of(key), parked().parked(projection.id()));
    }

    @Test
    public void key_flowsAgain_whenUnparked() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        change(
                projection,
                new ParkChange.Dequeue(key.partition(), KEY, Position.MAX),
                new ParkChange.Unpark(key.partition(), KEY));
        assertEquals(List.of(), parked().parked(projection.id()));
        assertEquals(List.of(), parked().queue(projection.id(), KEY, 100));
    }

    @Test
    public void request_isSeen_andClearedByTheNextPark() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        long before = stores().leases().observe().parkRequests();
        assertTrue(parked().requestRetry(projection.id(), KEY));
        assertTrue(parked().parked(projection.id()).getFirst().retryRequested());
        assertNotEquals(before, stores().leases().observe().parkRequests());
        ParkedKey again = new ParkedKey(
                key.partition(), KEY, ParkedKey.State.PARKED, Position.of(5), "it failed again", 2, false);
        change(projection, new ParkChange.Park(again));
        assertEquals(List.of(again), parked().parked(projection.id()));
        assertEquals(2, parked().queue(projection.id(), KEY, 100).size());
    }

    @Test
    public void request_forAProjection_reachesEachOfItsKeys() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        ParkedKey other = parkedKey(projection, 1, Key.of("other"), ParkedKey.State.PARKED);
        change(projection, new ParkChange.Park(other), queue(other, 4));
        long before = stores().leases().observe().parkRequests();
        assertEquals(2, parked().requestRetry(projection.id()));
        assertTrue(parked().parked(List.of(key.partition())).stream().allMatch(ParkedKey::retryRequested));
        assertNotEquals(before, stores().leases().observe().parkRequests());
        assertEquals(0, parked().requestRetry(projection("others").id()));
    }

    @Test
    public void key_goesToAnotherPartition_withItsQueue_andARequestThatIsNoticed() {
        Projection<Counter> projection = registered("counters");
        park(projection);
        PartitionId elsewhere = new PartitionId(projection.id(), 3);
        ParkedKey moved = new ParkedKey(elsewhere, KEY, ParkedKey.State.PARKED, Position.of(3), "it strayed", 2, true);
        long before = stores().leases().observe().parkRequests();
        change(
                projection,
                new ParkChange.Park(moved),
                new ParkChange.Queue(elsewhere, KEY, event(3)),
                new ParkChange.Queue(elsewhere, KEY, event(5)));
        assertEquals(List.of(moved), parked().parked(List.of(elsewhere)));
        assertEquals(List.of(moved), parked().parked(projection.id()));
        assertEquals(List.of(event(3), event(5)), parked().queue(projection.id(), KEY, 100));
        assertNotEquals(before, stores().leases().observe().parkRequests());
    }

    @Test
    public void request_isRefused_forAKeyThatFlows() {
        Projection<Counter> projection = registered("counters");
        assertFalse(parked().requestRetry(projection.id(), KEY));
    }

    @Test
    public void fencedCommit_parksNothing() {
        Projection<Counter> projection = registered("counters");
        Ownership old = claimed(ONE, projection, 1);
        claimed(TWO, projection, 1);
        ParkedKey key = parkedKey(projection, 1, KEY, ParkedKey.State.PARKED);
        assertFenced(commit(
                projection, List.of(move(old, 5, 0)), List.of(), List.of(new ParkChange.Park(key), queue(key, 3))));
        assertEquals(List.of(), parked().parked(projection.id()));
        assertEquals(List.of(), parked().queue(projection.id(), KEY, 100));
    }

    @Test
    public void changes_takeEffect_inTheirOrder() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        change(
                projection,
                new ParkChange.Dequeue(key.partition(), KEY, Position.of(5)),
                new ParkChange.Unpark(key.partition(), KEY),
                new ParkChange.Park(key),
                queue(key, 7),
                queue(key, 9),
                new ParkChange.Dequeue(key.partition(), KEY, Position.of(7)));
        assertEquals(List.of(key), parked().parked(projection.id()));
        assertEquals(List.of(event(9)), parked().queue(projection.id(), KEY, 100));
    }

    @Test
    public void changesRepeated_changeNothing() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        change(projection, new ParkChange.Park(key), queue(key, 3), queue(key, 5), queue(key, 5));
        assertEquals(List.of(event(3), event(5)), parked().queue(projection.id(), KEY, 100));
        ParkChange[] ends = {
            new ParkChange.Dequeue(key.partition(), KEY, Position.of(5)), new ParkChange.Unpark(key.partition(), KEY)
        };
        change(projection, ends);
        change(projection, ends);
        assertEquals(List.of(), parked().parked(projection.id()));
    }

    @Test
    public void parkedKeys_areApart_whateverTheirNames_andTheirProjections() {
        Projection<Counter> projection = registered("counters");
        Projection<Counter> others = registered("others");
        Ownership mine = claimed(ONE, projection, 1);
        List<Key> keys = Stream.of("a", "a/1", "a/1/2", "A", "größe/ : $x.y", "日本 🚀", "$set", "a.b", " ")
                .map(Key::of)
                .toList();
        List<ParkChange> changes = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            ParkedKey key = parkedKey(projection, 1, keys.get(i), ParkedKey.State.PARKED);
            changes.add(new ParkChange.Park(key));
            changes.add(queue(key, 10 + i));
        }
        assertCommitted(commit(projection, List.of(move(mine, 20, 0)), List.of(), changes));
        assertEquals(keys.size(), parked().parked(projection.id()).size());
        for (int i = 0; i < keys.size(); i++) {
            assertEquals(List.of(event(10 + i)), parked().queue(projection.id(), keys.get(i), 100));
            assertEquals(List.of(), parked().queue(others.id(), keys.get(i), 100));
        }
        assertEquals(List.of(), parked().parked(others.id()));
        assertFalse(parked().requestRetry(others.id(), keys.getFirst()));
    }

    @Test
    public void longQueue_isGivenInOrder_andInPieces() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        List<ParkedEvent> wanted = new ArrayList<>(List.of(event(3), event(5)));
        List<ParkChange> changes = new ArrayList<>();
        for (long position = 600; position > 100; position--) {
            changes.add(queue(key, position));
            wanted.add(2, event(position));
        }
        change(projection, changes.toArray(ParkChange[]::new));
        assertEquals(wanted, parked().queue(projection.id(), KEY, 1_000));
        assertEquals(wanted.subList(0, 100), parked().queue(projection.id(), KEY, 100));
        change(projection, new ParkChange.Dequeue(key.partition(), KEY, Position.of(600)));
        assertEquals(List.of(), parked().queue(projection.id(), KEY, 100));
    }

    @Test
    public void requestRepeated_isSeenEachTime() {
        Projection<Counter> projection = registered("counters");
        park(projection);
        assertTrue(parked().requestRetry(projection.id(), KEY));
        long first = stores().leases().observe().parkRequests();
        assertTrue(parked().requestRetry(projection.id(), KEY));
        assertNotEquals(first, stores().leases().observe().parkRequests());
        assertTrue(parked().parked(projection.id()).getFirst().retryRequested());
    }
}
