package dev.leat.testkit.verify;

import static dev.leat.testkit.verify.Story.A;
import static dev.leat.testkit.verify.Story.ADDED;
import static dev.leat.testkit.verify.Story.B;
import static dev.leat.testkit.verify.Story.BASKET_A;
import static dev.leat.testkit.verify.Story.BASKET_B;
import static dev.leat.testkit.verify.Story.SOURCE;
import static dev.leat.testkit.verify.Story.applied;
import static dev.leat.testkit.verify.Story.baskets;
import static dev.leat.testkit.verify.Story.partitionOf;
import static dev.leat.testkit.verify.Story.pointer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.EventId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Pointer;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Projection;
import dev.leat.testkit.verify.Story.Basket;
import dev.leat.verify.CheckReport;
import dev.leat.verify.Finding;
import dev.leat.verify.Finding.Kind;
import dev.leat.verify.HistoryChecker;
import dev.leat.verify.HistoryWatch;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plants each kind of corruption in a correct history; {@link Plants} tells which test plants which. */
final class HistoryCheckerTest {

    private static CheckReport check(Story story) {
        return check(story, baskets());
    }

    private static CheckReport check(Story story, Projection<?>... projections) {
        return HistoryChecker.of(story.stores, List.of(projections)).check();
    }

    /** The findings are of these kinds and no others; returns the first of the first. */
    private static Finding only(CheckReport report, Kind... kinds) {
        assertThat(report.counts().keySet()).as("%s", report.findings()).containsExactlyInAnyOrder(kinds);
        return report.findings().stream()
                .filter(finding -> finding.kind() == kinds[0])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void history_isClean_whenEachEventTookEffectOnce() {
        CheckReport report = check(Story.whole());
        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.notJudged()).isEmpty();
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.applied()).isEqualTo(5);
        assertThat(report.documents()).isEqualTo(2);
        assertThat(report.waiting()).isZero();
    }

    @Test
    void history_isClean_inSeveralPasses() {
        CheckReport report = HistoryChecker.of(Story.whole().stores, List.of(baskets()))
                .eventsPerPass(1)
                .check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.applied()).isEqualTo(5);
        assertThat(report.documents()).isEqualTo(2);
    }

    @Test
    void history_isClean_whileACommitIsUnderWay() {
        Story story = Story.inLedger();
        story.commit(A, 1, 1, new Basket(1, applied("a#1")));
        assertThat(check(story).findings()).isEmpty();
    }

    @Test
    void history_isClean_whileEventsQueueBehindAParkedOne() {
        Story story = Story.inLedger();
        story.commit(
                A,
                5,
                1,
                new Basket(1, applied("a#1")),
                Story.park(A, 3),
                Story.queue(A, 3, "a2"),
                Story.queue(A, 4, "a3"));
        story.commit(B, 5, 2, BASKET_B);
        CheckReport report = check(story);
        assertThat(report.findings()).isEmpty();
        assertThat(report.queued()).isEqualTo(2);
    }

    @Test
    void events_areWaiting_whenTheChangeStreamWillShowThem() {
        Story story = new Story();
        story.appendAll();
        story.write(1, List.of(pointer("a1")), story.beforeAll(), ClusterTime.ZERO);
        CheckReport report = check(story);
        assertThat(report.findings()).isEmpty();
        assertThat(report.waiting()).isEqualTo(4);
    }

    @Test
    void events_areNotJudged_whenNoTokenLeadsToThem() {
        Story story = new Story();
        story.appendAll();
        story.write(1, List.of(pointer("a1")), null, ClusterTime.ZERO);
        CheckReport report = check(story);
        assertThat(report.findings()).isEmpty();
        assertThat(report.notJudged()).singleElement().asString().contains("4 events of events");
    }

    @Test
    void history_isClean_beforeTheFirstClaim() {
        Story story = Story.inLedger();
        assertThat(check(story).findings()).isEmpty();
    }

    @Test
    @Plants(Kind.EVENT_NOT_IN_LEDGER)
    void event_isMissed_whenTheLedgerCoversItsTimeAndLacksIt() {
        Story story = new Story();
        story.appendAll();
        story.write(1, "a1", "b1", "a3", "b2");
        Finding found = only(check(story), Kind.EVENT_NOT_IN_LEDGER);
        assertThat(found.subject()).isEqualTo("events");
        assertThat(found.detail()).contains("event a2");
    }

    @Test
    @Plants(Kind.EVENT_NOT_IN_LEDGER)
    void event_isMissed_whenTheChangeStreamWillNotShowItAgain() {
        Story story = new Story();
        story.appendAll();
        var behind = story.stores.sources().openNow(SOURCE);
        story.append(B, "b3", 30);
        story.write(
                1,
                List.of(pointer("a1"), pointer("b1"), pointer("a3"), pointer("b2")),
                behind.token(),
                ClusterTime.ZERO);
        CheckReport report = check(story);
        assertThat(only(report, Kind.EVENT_NOT_IN_LEDGER).detail()).contains("event a2");
        assertThat(report.waiting()).as("b3").isEqualTo(1);
        assertThat(report.lost()).isEqualTo(1);
    }

    @Test
    @Plants(Kind.EVENT_TWICE_IN_LEDGER)
    void event_isFoundTwice_whenItHasTwoPositions() {
        Story story = Story.whole();
        story.write(6, "a2");
        Finding found = only(check(story), Kind.EVENT_TWICE_IN_LEDGER, Kind.STREAM_OUT_OF_ORDER);
        assertThat(found.subject()).isEqualTo("events 6");
        assertThat(found.detail()).contains("event a2");
    }

    @Test
    @Plants(Kind.GAP_IN_LEDGER)
    void gap_isFound_whenAnEntryIsMissing() {
        Story story = Story.whole();
        CheckReport report = HistoryChecker.of(DamagedLedger.withoutEntry(story.stores, 1), List.of(baskets()))
                .check();
        Finding found = only(report, Kind.GAP_IN_LEDGER, Kind.EVENT_NOT_IN_LEDGER);
        assertThat(found.subject()).isEqualTo("events 4");
        assertThat(found.detail()).contains("1 is the next position");
        assertThat(report.counts()).containsEntry(Kind.EVENT_NOT_IN_LEDGER, 3L);
        assertThat(report.notJudged())
                .singleElement()
                .asString()
                .contains("baskets")
                .contains("not whole");
    }

    @Test
    @Plants(Kind.DAMAGED_ENTRY)
    void entry_isFoundDamaged_whenItCannotBeRead() {
        Story story = Story.whole();
        CheckReport report = HistoryChecker.of(DamagedLedger.unreadableAt(story.stores, 4), List.of(baskets()))
                .check();
        Finding found = only(report, Kind.DAMAGED_ENTRY, Kind.IMPOSSIBLE_CHECKPOINT);
        assertThat(found.subject()).isEqualTo("events 4");
        assertThat(found.detail()).contains(DamagedLedger.REASON);
        assertThat(report.notJudged()).anyMatch(line -> line.contains("behind position 3"));
    }

    @Test
    @Plants(Kind.STREAM_OUT_OF_ORDER)
    void stream_isFoundOutOfOrder_whenALaterVersionComesFirst() {
        Story story = new Story();
        story.appendAll();
        story.write(1, "a2", "b1", "a1", "a3", "b2");
        story.commit(A, 5, 3, new Basket(6, applied("a#2", "a#1", "a#3")));
        story.commit(B, 5, 2, BASKET_B);
        Finding found = only(check(story), Kind.STREAM_OUT_OF_ORDER);
        assertThat(found.subject()).isEqualTo("events 3");
        assertThat(found.detail()).isEqualTo("version 1 of stream a follows version 2");
    }

    @Test
    @Plants(Kind.WRONG_SLOT)
    void slot_isFoundWrong_whenItIsNotTheStreams() {
        Story story = new Story();
        story.appendAll();
        Pointer foreign = new Pointer(EventId.of("b2"), (Slots.of("b") + 1) % Slots.COUNT);
        story.write(
                1,
                List.of(pointer("a1"), pointer("b1"), pointer("a2"), pointer("a3"), foreign),
                story.beforeAll(),
                story.now());
        Finding found = only(check(story), Kind.WRONG_SLOT);
        assertThat(found.subject()).isEqualTo("events 5");
        assertThat(found.detail()).contains("stream b has slot " + Slots.of("b"));
    }

    @Test
    @Plants(Kind.IMPOSSIBLE_CHECKPOINT)
    void checkpoint_isImpossible_whenItLiesBehindTheLedgersEnd() {
        Story story = Story.whole();
        story.force(A, 1, 9, 3);
        Finding found = only(check(story), Kind.IMPOSSIBLE_CHECKPOINT);
        assertThat(found.subject()).isEqualTo(partitionOf(A).toString());
        assertThat(found.detail()).isEqualTo("checkpoint 9 lies behind the ledger's end, 5");
    }

    @Test
    @Plants(Kind.IMPOSSIBLE_CHECKPOINT)
    void checkpoint_isImpossible_whenItsPartitionWasNeverClaimed() {
        Story story = Story.whole();
        story.force(A, 0, 5, 3);
        assertThat(only(check(story), Kind.IMPOSSIBLE_CHECKPOINT).detail()).contains("never claimed");
    }

    @Test
    @Plants(Kind.IMPOSSIBLE_CHECKPOINT)
    void counter_isImpossible_whenItIsNotTheNumberOfFoldedEvents() {
        Story story = Story.whole();
        story.force(A, 1, 5, 4);
        assertThat(only(check(story), Kind.IMPOSSIBLE_CHECKPOINT).detail())
                .isEqualTo("4 events took effect by its counter, and 3 by the ledger");
    }

    @Test
    @Plants(Kind.EVENT_SKIPPED)
    void event_isFoundSkipped_whenItCannotBeReadAndIsNotParked() {
        Story story = Story.inLedger();
        story.events.spoil(EventId.of("a3"), "spoiled by the test");
        story.commit(A, 5, 2, new Basket(3, applied("a#1", "a#2")));
        story.commit(B, 5, 2, BASKET_B);
        Finding found = only(check(story), Kind.EVENT_SKIPPED);
        assertThat(found.subject()).isEqualTo(partitionOf(A) + " 4");
        assertThat(found.detail()).contains("event a3").contains("spoiled by the test");
    }

    @Test
    @Plants(Kind.EVENT_SKIPPED)
    void event_isFoundSkipped_whenItsFoldFailsAndItIsNotParked() {
        Story story = Story.whole();
        story.append(A, "a4", -1);
        story.write(6, "a4");
        story.force(A, 1, 6, 3);
        Finding found = only(check(story), Kind.EVENT_SKIPPED);
        assertThat(found.subject()).isEqualTo("baskets:1 a");
        assertThat(found.detail()).contains("a#4").contains("negative");
    }

    @Test
    @Plants(Kind.BROKEN_QUEUE)
    void queue_isFoundBroken_whenItsKeyIsNotParked() {
        Story story = Story.inLedger();
        story.commit(A, 5, 2, new Basket(3, applied("a#1", "a#2")), Story.queue(A, 4, "a3"));
        story.commit(B, 5, 2, BASKET_B);
        Finding found = only(check(story), Kind.BROKEN_QUEUE);
        assertThat(found.subject()).isEqualTo("baskets:1 a");
        assertThat(found.detail()).contains("event at 4").contains("not parked");
    }

    @Test
    @Plants(Kind.BROKEN_QUEUE)
    void queue_isFoundBroken_whenAParkedKeyHasNone() {
        Story story = Story.inLedger();
        story.commit(A, 5, 3, BASKET_A, Story.park(A, 4));
        story.commit(B, 5, 2, BASKET_B);
        assertThat(only(check(story), Kind.BROKEN_QUEUE).detail()).isEqualTo("it is parked and no event waits");
    }

    @Test
    @Plants(Kind.BROKEN_QUEUE)
    void queue_isFoundBroken_whenAnotherEventStandsAtThePosition() {
        Story story = Story.inLedger();
        story.commit(A, 5, 2, new Basket(3, applied("a#1", "a#2")), Story.park(A, 4), Story.queue(A, 4, "b9"));
        story.commit(B, 5, 2, BASKET_B);
        assertThat(only(check(story), Kind.BROKEN_QUEUE).detail())
                .contains("event b9")
                .contains("event a3 stands");
    }

    @Test
    @Plants(Kind.DOCUMENT_UNEXPLAINED)
    void document_isUnexplained_whenNoEventHasItsKey() {
        Story story = Story.whole();
        story.edit(dev.leat.event.StreamId.of("c"), BASKET_A);
        Finding found = only(check(story), Kind.DOCUMENT_UNEXPLAINED);
        assertThat(found.subject()).isEqualTo("baskets:1 c");
    }

    @Test
    @Plants(Kind.DOCUMENT_MISSING)
    void document_isMissing_whenItsEventsTookEffect() {
        Story story = Story.whole();
        story.edit(A, null);
        Finding found = only(check(story), Kind.DOCUMENT_MISSING);
        assertThat(found.subject()).isEqualTo("baskets:1 a");
        assertThat(check(story).lost()).isEqualTo(1);
    }

    @Test
    @Plants(Kind.EVENT_LOST)
    void event_isLost_whenTheDocumentLacksIt() {
        Story story = Story.whole();
        story.edit(A, new Basket(4, applied("a#1", "a#3")));
        Finding found = only(check(story), Kind.EVENT_LOST);
        assertThat(found.subject()).isEqualTo("baskets:1 a");
        assertThat(found.detail()).contains("applied.applied lacks [a#2]");
    }

    @Test
    @Plants(Kind.EVENT_TWICE)
    void event_isTwice_whenTheDocumentHasItTwice() {
        Story story = Story.whole();
        story.edit(A, new Basket(8, applied("a#1", "a#2", "a#2", "a#3")));
        Finding found = only(check(story), Kind.EVENT_TWICE);
        assertThat(found.detail()).contains("applied.applied has [a#2]");
        assertThat(check(story).twice()).isEqualTo(1);
    }

    @Test
    @Plants(Kind.EVENTS_OUT_OF_ORDER)
    void events_areOutOfOrder_whenTheDocumentTookThemSo() {
        Story story = Story.whole();
        story.edit(A, new Basket(6, applied("a#1", "a#3", "a#2")));
        Finding found = only(check(story), Kind.EVENTS_OUT_OF_ORDER);
        assertThat(found.detail()).contains("[a#1, a#3, a#2] and not [a#1, a#2, a#3]");
    }

    @Test
    @Plants(Kind.DOCUMENT_DIFFERS)
    void document_differs_whenAFieldIsNotTheFolds() {
        Story story = Story.whole();
        story.edit(A, new Basket(7, BASKET_A.applied()));
        Finding found = only(check(story), Kind.DOCUMENT_DIFFERS);
        assertThat(found.subject()).isEqualTo("baskets:1 a");
        assertThat(found.detail()).isEqualTo("sum is 7 and should be 6");
    }

    @Test
    @Plants(Kind.HISTORY_WENT_BACK)
    void history_wentBack_whenAnEpochOrCheckpointIsLowerThanBefore() {
        Story story = Story.whole();
        HistoryWatch watch = HistoryWatch.of(story.stores);
        assertThat(watch.look()).isEmpty();
        story.force(A, 7, 5, 3);
        assertThat(watch.look()).as("growth").isEmpty();
        story.force(A, 6, 4, 3);
        String partition = partitionOf(A).toString();
        assertThat(watch.look())
                .containsExactly(
                        new Finding(Kind.HISTORY_WENT_BACK, partition, "epoch was 7 and is 6"),
                        new Finding(Kind.HISTORY_WENT_BACK, partition, "checkpoint was 5 and is 4"));
    }

    @Test
    @Plants(Kind.EVENT_SKIPPED)
    void unreadableEvent_mustWaitInEachPartition_whenKeysAreContent() {
        Story story = Story.inLedger();
        story.events.spoil(EventId.of("a2"), "spoiled by the test");
        story.register(Story.totals());
        story.passAll(Story.totals(), Map.of());
        Finding found = only(check(story, Story.totals()), Kind.EVENT_SKIPPED);
        assertThat(found.subject()).isEqualTo("totals:1/0 3");
        assertThat(found.detail()).contains("event a2").contains("in " + Story.PARTITIONS + " partitions");
    }

    @Test
    void unreadableEvent_isNoFinding_whenEachPartitionHasParkedItsPart_alsoAfterTheMend() {
        Story story = Story.inLedger();
        story.events.spoil(EventId.of("a2"), "spoiled by the test");
        story.register(Story.totals());
        story.passAll(Story.totals(), Map.of(3L, "a2"));
        assertThat(check(story, Story.totals()).findings()).isEmpty();
        story.events.mend(EventId.of("a2"));
        CheckReport report = check(story, Story.totals());
        assertThat(report.findings()).isEmpty();
        assertThat(report.queued()).isEqualTo(Story.PARTITIONS);
        assertThat(report.applied()).isEqualTo(4);
    }

    @Test
    void eventThatCameWithoutAStream_keepsTheSlotOfItsId() {
        Story story = new Story();
        story.appendAll();
        Pointer ofId = new Pointer(EventId.of("b2"), Slots.of("b2"));
        List<Pointer> pointers = List.of(pointer("a1"), pointer("b1"), pointer("a2"), pointer("a3"), ofId);
        story.write(1, pointers, story.beforeAll(), story.now());
        assertThat(check(story).findings()).isEmpty();
    }

    @Test
    void slots_leaveTheOthersUnjudged() {
        Story story = Story.whole();
        story.edit(A, new Basket(7, BASKET_A.applied()));
        SlotSet slotOfB = SlotSet.where(slot -> slot == Slots.of("b"));
        CheckReport report = HistoryChecker.of(story.stores, List.of(baskets()))
                .slots(slotOfB)
                .check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.documents()).isEqualTo(1);
        assertThat(report.events()).isEqualTo(2);
    }

    @Test
    void documents_areNotJudged_withoutADefinition() {
        Story story = Story.whole();
        story.edit(A, new Basket(7, BASKET_A.applied()));
        CheckReport report = check(story, new Projection<?>[0]);
        assertThat(report.findings()).isEmpty();
        assertThat(report.notJudged())
                .containsExactly("documents of projection baskets:1: its definition is not given");
    }

    @Test
    void documents_areNotJudged_withADefinitionThatIsNotTheReplicas() {
        Projection<Basket> other = Projection.named("baskets")
                .into("baskets", Basket.class)
                .partitions(8)
                .startingWith(Basket.EMPTY)
                .on(ADDED, (basket, data, event) -> basket)
                .build();
        CheckReport report = check(Story.whole(), other);
        assertThat(report.findings()).isEmpty();
        assertThat(report.notJudged()).singleElement().asString().contains("the definition says");
    }

    @Test
    void eachKind_isPlantedByATest() {
        Set<Kind> planted = EnumSet.noneOf(Kind.class);
        for (Class<?> test : List.of(HistoryCheckerTest.class, RulingCheckTest.class)) {
            for (Method method : test.getDeclaredMethods()) {
                Plants plants = method.getAnnotation(Plants.class);
                if (plants != null) {
                    planted.add(plants.value());
                }
            }
        }
        assertThat(planted).containsExactlyInAnyOrderElementsOf(Arrays.asList(Kind.values()));
    }
}
