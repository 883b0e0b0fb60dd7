package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.lease.Ownership;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.park.AuditNote.What;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.park.ParkedSummary;
import dev.leat.park.Ruling;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.CommitOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link ParkStore} must keep, together with the commits that change it. */
public abstract class ParkStoreConformance extends StoreConformance {

    private static final Key KEY = Key.of("customer 7");

    private ParkStore parked() {
        return stores().parked();
    }

    private static ParkedKey parkedKey(Projection<?> projection, int partition, Key key, ParkedKey.State state) {
        PartitionId id = new PartitionId(projection.id(), partition);
        return new ParkedKey(id, key, state, Position.of(3), "it failed", 1, null);
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
        ParkRequest request = retry();
        assertEquals(1, ask(projection, KEY, request));
        assertEquals(request, parked().parked(projection.id()).getFirst().request());
        assertNotEquals(before, stores().leases().observe().parkRequests());
        ParkedKey again =
                new ParkedKey(key.partition(), KEY, ParkedKey.State.PARKED, Position.of(5), "it failed again", 2, null);
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
        ParkRequest request = retry();
        assertEquals(2, parked().request(new ParkSelection.All(projection.id()), request));
        assertTrue(parked().parked(List.of(key.partition())).stream().allMatch(each -> request.equals(each.request())));
        assertNotEquals(before, stores().leases().observe().parkRequests());
        assertEquals(
                0, parked().request(new ParkSelection.All(projection("others").id()), request));
    }

    @Test
    public void key_goesToAnotherPartition_withItsQueue_andARequestThatIsNoticed() {
        Projection<Counter> projection = registered("counters");
        park(projection);
        PartitionId elsewhere = new PartitionId(projection.id(), 3);
        ParkedKey moved = new ParkedKey(
                elsewhere, KEY, ParkedKey.State.PARKED, Position.of(3), "it strayed", 2, ParkRequest.UNSIGNED);
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
        assertEquals(0, ask(projection, KEY, retry()));
        assertEquals(List.of(), parked().audit(projection.id(), 10));
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
        assertEquals(0, ask(others, keys.getFirst(), retry()));
        assertEquals(1, ask(projection, Key.of("a/1"), retry()));
        assertEquals(
                List.of(Key.of("a/1")),
                parked().parked(projection.id()).stream()
                        .filter(key -> key.request() != null)
                        .map(ParkedKey::key)
                        .toList());
    }

    @Test
    public void summaries_countByState_andShowThoseThatFailedFirst() {
        Projection<Counter> projection = registered("counters");
        Projection<Counter> others = registered("others");
        registered("sound");
        assertEquals(Map.of(), parked().summaries(2));
        ParkedKey key = park(projection);
        ParkedKey first = failedAt(1, key, ParkedKey.State.RETRYING);
        ParkedKey second = failedAt(2, key, ParkedKey.State.PARKED);
        ParkedKey last = failedAt(99, key, ParkedKey.State.RETRYING);
        change(
                projection,
                new ParkChange.Park(last),
                new ParkChange.Park(second),
                new ParkChange.Park(first),
                new ParkChange.Unpark(key.partition(), key.key()));
        ParkedKey other = park(others);
        assertEquals(
                Map.of(
                        projection.id(),
                        new ParkedSummary(2, 1, List.of(first, second)),
                        others.id(),
                        new ParkedSummary(
                                other.state() == ParkedKey.State.RETRYING ? 1 : 0,
                                other.state() == ParkedKey.State.PARKED ? 1 : 0,
                                List.of(other))),
                parked().summaries(2));
    }

    private static ParkedKey failedAt(long position, ParkedKey like, ParkedKey.State state) {
        return new ParkedKey(
                like.partition(),
                Key.of("failed at " + position),
                state,
                Position.of(position),
                like.error(),
                like.attempts(),
                like.request());
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
        assertEquals(1, ask(projection, KEY, retry()));
        long first = stores().leases().observe().parkRequests();
        assertEquals(1, ask(projection, KEY, retry()));
        assertNotEquals(first, stores().leases().observe().parkRequests());
    }

    @Test
    public void request_isInTheAudit_withEventAndName_andSoIsTheOneThatItReplaces() {
        Projection<Counter> projection = registered("counters");
        park(projection);
        ParkRequest first = retry();
        ParkRequest second = ParkRequest.of(new ParkAction.Discard(), "größe 🚀", "$set: {a.b: 1}");
        ask(projection, KEY, first);
        ask(projection, KEY, second);
        List<AuditEntry> audit = parked().audit(projection.id(), 10);
        assertEquals(
                List.of(note(projection, What.ASKED, second, ""), note(projection, What.ASKED, first, "")),
                audit.stream()
                        .map(AuditEntry::note)
                        .filter(note -> note.what() == What.ASKED)
                        .toList());
        AuditNote replaced = audit.get(1).note();
        assertEquals(note(projection, What.REPLACED, first, replaced.detail()), replaced);
        assertTrue(replaced.detail().contains(second.id()), replaced.detail());
        assertEquals(audit.subList(0, 2), parked().audit(projection.id(), 2));
        assertEquals(List.of(), parked().audit(projection("others").id(), 10));
        assertTrue(!audit.getFirst().at().isBefore(audit.getLast().at()), "times grow");
        assertEquals(second, parked().parked(projection.id()).getFirst().request());
    }

    @Test
    public void edit_keepsItsReplacement_toTheLastField() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        Object replacement = stores().feed()
                .stored(fixture().source(), fixture().append(StreamId.of("s")))
                .orElseThrow();
        ParkRequest edit = ParkRequest.of(new ParkAction.Edit(replacement), "somebody", "a typing error");
        ask(projection, KEY, edit);
        assertEquals(edit, parked().parked(projection.id()).getFirst().request());
        change(projection, new ParkChange.Rule(key.partition(), KEY, event(3), edit));
        assertEquals(edit, parked().rulings(projection.id()).getFirst().request());
        assertEquals(edit, parked().audit(projection.id(), 1).getFirst().note().request());
    }

    @Test
    public void request_isForTheKeys_whoseErrorHasTheWords() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        ParkedKey other = new ParkedKey(
                key.partition(), Key.of("o"), ParkedKey.State.PARKED, Position.of(4), "Over.* (E\\E $x)", 1, null);
        change(projection, new ParkChange.Park(other), queue(other, 4));
        assertEquals(0, parked().request(new ParkSelection.WithError(projection.id(), "over"), retry()));
        assertEquals(0, parked().request(new ParkSelection.WithError(projection.id(), "i. f"), retry()));
        for (String words : List.of(".* (", "E\\E $", "Over.* (E\\E $x)")) {
            ParkRequest request = retry();
            assertEquals(1, parked().request(new ParkSelection.WithError(projection.id(), words), request), words);
            assertTrue(parked().parked(projection.id()).contains(other.with(request)));
        }
    }

    @Test
    public void request_isForTheEventThatWasSeen_andNoOther() {
        Projection<Counter> projection = registered("counters");
        ParkedKey seen = park(projection);
        ParkedKey now =
                new ParkedKey(seen.partition(), KEY, ParkedKey.State.PARKED, Position.of(5), "another", 2, null);
        assertEquals(1, parked().request(ParkSelection.seen(seen), retry()));
        change(projection, new ParkChange.Park(now));
        assertEquals(0, parked().request(ParkSelection.seen(seen), retry()));
        assertEquals(1, parked().request(ParkSelection.seen(now), retry()));
    }

    @Test
    public void request_reachesManyKeys() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 1);
        List<ParkChange> changes = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            ParkedKey key = parkedKey(projection, 1, Key.of("k" + i), ParkedKey.State.PARKED);
            changes.add(new ParkChange.Park(key));
            changes.add(queue(key, 3));
        }
        assertCommitted(commit(projection, List.of(move(mine, 20, 0)), List.of(), changes));
        assertEquals(450, parked().request(new ParkSelection.All(projection.id()), retry()));
        assertTrue(parked().parked(projection.id()).stream().noneMatch(key -> key.request() == null));
        assertEquals(450, parked().audit(projection.id(), 1_000).size());
    }

    @Test
    public void commit_isFenced_whenSomebodyAskedAnew() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        ParkRequest request = retry();
        assertFenced(expecting(projection, key, request));
        ask(projection, KEY, request);
        assertFenced(expecting(projection, key, null));
        assertEquals(1, parked().parked(projection.id()).size());
        ask(projection, KEY, retry());
        assertFenced(expecting(projection, key, request));
        ask(projection, KEY, request);
        assertCommitted(expecting(projection, key, request));
        assertEquals(List.of(), parked().parked(projection.id()));
        assertFenced(expecting(projection, key, null));
    }

    @Test
    public void commit_isNotFenced_whenNobodyAsked() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        assertCommitted(expecting(projection, key, null));
        change(projection, new ParkChange.Park(key.with(ParkRequest.UNSIGNED)), queue(key, 3));
        assertCommitted(expecting(projection, key, ParkRequest.UNSIGNED));
    }

    private CommitOutcome expecting(Projection<?> projection, ParkedKey key, @Nullable ParkRequest request) {
        Ownership mine = stored(projection, 1);
        return commit(
                projection,
                List.of(move(mine, mine.checkpoint().value(), 0)),
                List.of(),
                List.of(
                        new ParkChange.Expect(key.partition(), key.key(), request),
                        new ParkChange.Dequeue(key.partition(), key.key(), Position.MAX),
                        new ParkChange.Unpark(key.partition(), key.key())));
    }

    @Test
    public void rulings_areKept_inTheOrderOfPositions_andOnce() {
        Projection<Counter> projection = registered("counters");
        ParkedKey key = park(projection);
        ParkRequest request = ParkRequest.of(new ParkAction.Discard(), "somebody", "no such customer");
        ParkChange third = new ParkChange.Rule(key.partition(), KEY, event(3), request);
        change(projection, new ParkChange.Rule(key.partition(), KEY, event(5), request), third);
        change(projection, third);
        List<Ruling> rulings = parked().rulings(projection.id());
        assertEquals(
                List.of(event(3), event(5)), rulings.stream().map(Ruling::event).toList());
        Ruling first = rulings.getFirst();
        assertEquals(new Ruling(key.partition(), KEY, event(3), request, first.at()), first);
        assertEquals(List.of(), parked().rulings(projection("others").id()));
    }

    @Test
    public void fencedCommit_rulesNothing_andNotesNothing() {
        Projection<Counter> projection = registered("counters");
        Ownership old = claimed(ONE, projection, 1);
        claimed(TWO, projection, 1);
        ParkedKey key = parkedKey(projection, 1, KEY, ParkedKey.State.PARKED);
        ParkRequest request = ParkRequest.of(new ParkAction.Discard(), "somebody", "no such customer");
        assertFenced(commit(
                projection,
                List.of(move(old, 5, 0)),
                List.of(),
                List.of(
                        new ParkChange.Rule(key.partition(), KEY, event(3), request),
                        new ParkChange.Audit(note(projection, What.DONE, request, "")))));
        assertEquals(List.of(), parked().rulings(projection.id()));
        assertEquals(List.of(), parked().audit(projection.id(), 10));
    }

    @Test
    public void audit_isNewestFirst() {
        Projection<Counter> projection = registered("counters");
        park(projection);
        ParkRequest request = retry();
        ask(projection, KEY, request);
        change(projection, new ParkChange.Audit(note(projection, What.FAILED, request, "it failed again")));
        change(projection, new ParkChange.Audit(note(projection, What.DONE, request, "")));
        assertEquals(
                List.of(What.DONE, What.FAILED, What.ASKED),
                parked().audit(projection.id(), 10).stream()
                        .map(entry -> entry.note().what())
                        .toList());
    }

    private static ParkRequest retry() {
        return ParkRequest.of(new ParkAction.Retry(), "somebody", "it was mended");
    }

    private int ask(Projection<?> projection, Key key, ParkRequest request) {
        return parked().request(ParkSelection.key(projection.id(), key), request);
    }

    private static AuditNote note(Projection<?> projection, What what, ParkRequest request, String detail) {
        PartitionId partition = new PartitionId(projection.id(), 1);
        return new AuditNote(what, partition, KEY, Position.of(3), EventId.of("e3"), request, detail);
    }
}
