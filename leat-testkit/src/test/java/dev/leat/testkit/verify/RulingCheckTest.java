package dev.leat.testkit.verify;

import static dev.leat.testkit.verify.Story.A;
import static dev.leat.testkit.verify.Story.B;
import static dev.leat.testkit.verify.Story.BASKET_A;
import static dev.leat.testkit.verify.Story.BASKET_B;
import static dev.leat.testkit.verify.Story.applied;
import static dev.leat.testkit.verify.Story.baskets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.testkit.verify.Story.Basket;
import dev.leat.verify.CheckReport;
import dev.leat.verify.Finding.Kind;
import dev.leat.verify.HistoryChecker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was discarded or replaced is expected so, and nothing else is forgiven. */
final class RulingCheckTest {

    private static final ParkAction DISCARD = new ParkAction.Discard();
    private static final Basket WITHOUT_A2 = new Basket(4, applied("a#1", "a#3"));
    private static final Basket WITH_20 = new Basket(24, applied("a#1", "a#2", "a#3"));

    private static CheckReport check(Story story, Projection<?> projection) {
        return HistoryChecker.of(story.stores, List.of(projection)).check();
    }

    private static CheckReport after(int count, Basket basket, ParkChange... changes) {
        return after(Story.inLedger(), count, basket, changes);
    }

    private static CheckReport after(Story story, int count, Basket basket, ParkChange... changes) {
        story.commit(A, 5, count, basket, changes);
        story.commit(B, 5, 2, BASKET_B);
        return check(story, baskets());
    }

    private static ParkChange edited(Story story) {
        return Story.rule(A, 3, "a2", new ParkAction.Edit(story.changed("a2", A, 20)));
    }

    private static void assertKinds(CheckReport report, Kind... kinds) {
        assertThat(report.counts().keySet()).as("%s", report.findings()).containsExactlyInAnyOrder(kinds);
    }

    @Test
    void discardedEvent_isNotExpected() {
        CheckReport report = after(2, WITHOUT_A2, Story.rule(A, 3, "a2", DISCARD));
        assertThat(report.findings()).isEmpty();
        assertThat(report.rulings()).isEqualTo(1);
        assertThat(report.applied()).isEqualTo(4);
    }

    @Test
    void discard_withoutARuling_isFound() {
        assertKinds(after(2, WITHOUT_A2), Kind.EVENT_LOST, Kind.IMPOSSIBLE_CHECKPOINT);
    }

    @Test
    void ruling_withoutEffect_isFound() {
        assertKinds(after(3, BASKET_A, Story.rule(A, 3, "a2", DISCARD)), Kind.EVENT_TWICE, Kind.IMPOSSIBLE_CHECKPOINT);
    }

    @Test
    void editedEvent_isFolded_withItsReplacement() {
        Story story = Story.inLedger();
        CheckReport report = after(story, 3, WITH_20, edited(story));
        assertThat(report.findings()).isEmpty();
        assertThat(report.rulings()).isEqualTo(1);
        assertThat(report.applied()).isEqualTo(5);
    }

    @Test
    void edit_withoutARuling_isFound() {
        assertKinds(after(3, WITH_20), Kind.DOCUMENT_DIFFERS);
    }

    @Test
    void edit_withoutEffect_isFound() {
        Story story = Story.inLedger();
        assertKinds(after(story, 3, BASKET_A, edited(story)), Kind.DOCUMENT_DIFFERS);
    }

    @Test
    @Plants(Kind.BROKEN_RULING)
    void ruling_isBroken_whenItsEventStillWaits() {
        assertKinds(
                after(
                        1,
                        new Basket(1, applied("a#1")),
                        Story.park(A, 3),
                        Story.queue(A, 3, "a2"),
                        Story.queue(A, 4, "a3"),
                        Story.rule(A, 3, "a2", DISCARD)),
                Kind.BROKEN_RULING);
    }

    @Test
    void ruling_isBroken_whenAnotherEventStandsThere() {
        assertKinds(after(2, WITHOUT_A2, Story.rule(A, 3, "a3", DISCARD)), Kind.BROKEN_RULING);
    }

    @Test
    void ruling_isBroken_whenNoCheckpointHasPassedItsEvent() {
        Story story = Story.inLedger();
        story.commit(A, 1, 1, new Basket(1, applied("a#1")), Story.rule(A, 3, "a2", DISCARD));
        assertKinds(check(story, baskets()), Kind.BROKEN_RULING);
    }

    @Test
    void ruling_isBroken_whenItsReplacementIsAnotherEvent() {
        Story story = Story.inLedger();
        ParkAction edit = new ParkAction.Edit(story.changed("a3", A, 20));
        CheckReport report = after(story, 2, WITHOUT_A2, Story.rule(A, 3, "a2", edit));
        assertKinds(report, Kind.BROKEN_RULING);
    }

    @Test
    void unreadableEvent_isNotExpected_whereAPartitionDiscardedItsPart() {
        Story story = Story.inLedger();
        story.events.spoil(EventId.of("a2"), "spoiled by the test");
        Projection<Basket> totals = Story.totals();
        story.register(totals);
        story.passAll(totals, Map.of(3L, "a2"));
        for (Ownership observed : story.stores.leases().ownerships(totals.id())) {
            discardPart(story, totals, observed);
        }
        CheckReport report = check(story, totals);
        assertThat(report.findings()).isEmpty();
        assertThat(report.rulings()).isEqualTo(Story.PARTITIONS);
        story.events.mend(EventId.of("a2"));
        assertThat(check(story, totals).findings()).isEmpty();
    }

    private static void discardPart(Story story, Projection<Basket> totals, Ownership observed) {
        Ownership mine =
                story.stores.leases().claim(Story.REPLICA, List.of(observed)).getFirst();
        Key part = Key.of("event:a2@" + mine.partition().number());
        ParkRequest request = ParkRequest.of(DISCARD, "a test", "nobody can read it");
        CheckpointMove move = new CheckpointMove(mine.partition(), mine.epoch(), Position.of(5), Position.of(5), 0);
        List<ParkChange> changes = List.of(
                new ParkChange.Dequeue(mine.partition(), part, Position.MAX),
                new ParkChange.Unpark(mine.partition(), part),
                new ParkChange.Rule(
                        mine.partition(), part, new ParkedEvent(Position.of(3), EventId.of("a2")), request));
        assertThat(story.stores.readModels().commit(new Commit(totals, List.of(move), List.of(), List.of(), changes)))
                .isInstanceOf(CommitOutcome.Committed.class);
    }
}
