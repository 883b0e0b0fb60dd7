package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.batch.Keyer;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.park.AuditNote.What;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a request leaves of a queue, and what is told of it. */
final class AttemptTest {

    private static final Position SEVENTH = Position.of(7);
    private static final Position NINTH = Position.of(9);
    private static final EventType HANDLED = EventType.of("Handled");
    private static final ParkAction DISCARD = new ParkAction.Discard();

    private static final Projection<String> PROJECTION = Projection.named("p")
            .into("p", String.class)
            .partitions(4)
            .keyedBy(event -> Optional.of(Key.of(event.stream().value())))
            .startingWith("")
            .on(HANDLED, (document, data, event) -> document)
            .build();

    private static Event event(Position at, String stream, EventType type) {
        return new Event(at, idOf(at), 0, StreamId.of(stream), 1, type, Instant.EPOCH, "data", Map.of());
    }

    private static EventId idOf(Position at) {
        return EventId.of("e" + at);
    }

    private static ParkedKey key(Key key, Position failedAt, ParkAction action) {
        ParkRequest request = ParkRequest.of(action, "a test", "to see what comes of it");
        return new ParkedKey(
                new PartitionId(PROJECTION.id(), 1), key, ParkedKey.State.PARKED, failedAt, "it failed", 1, request);
    }

    private static Attempt attempt(ParkedKey key, FeedItem replacement) {
        return Attempt.of(
                PROJECTION,
                key,
                List.of(new ParkedEvent(SEVENTH, idOf(SEVENTH)), new ParkedEvent(NINTH, idOf(NINTH))),
                List.of(event(SEVENTH, "k", HANDLED), event(NINTH, "k", HANDLED)),
                null,
                (event, document) -> replacement);
    }

    private static Attempt discard(ParkedKey key) {
        return attempt(key, event(SEVENTH, "k", HANDLED));
    }

    private static Attempt edit(Key key, FeedItem replacement) {
        return attempt(key(key, SEVENTH, new ParkAction.Edit("document")), replacement);
    }

    private static @Nullable What outcome(List<ParkChange> answers) {
        return answers.getLast() instanceof ParkChange.Audit audit
                ? audit.note().what()
                : null;
    }

    @Test
    void discard_leavesTheRest_andIsRuled() {
        Attempt attempt = discard(key(Key.of("k"), SEVENTH, DISCARD));
        assertThat(attempt.items()).extracting(FeedItem::position).containsExactly(NINTH);
        assertThat(attempt.ruledOut()).isEqualTo(SEVENTH);
        assertThat(attempt.answers(null, "")).hasSize(2).first().isInstanceOf(ParkChange.Rule.class);
        assertThat(outcome(attempt.answers(NINTH, "the next failed"))).isEqualTo(What.DONE);
    }

    @Test
    void discard_isRefused_whenTheEventThatWasMeantDoesNotStandFirst() {
        Attempt attempt = discard(key(Key.of("k"), Position.of(5), DISCARD));
        assertThat(attempt.items()).extracting(FeedItem::position).containsExactly(SEVENTH, NINTH);
        assertThat(attempt.ruledOut()).isEqualTo(Position.START);
        assertThat(attempt.answers(null, "")).hasSize(1);
        assertThat(outcome(attempt.answers(null, ""))).isEqualTo(What.FAILED);
    }

    @Test
    void discard_isRefused_whenAnEarlierBuildParkedTheEventForAllPartitions() {
        Attempt attempt = discard(key(Keyer.unkeyed(idOf(SEVENTH)), SEVENTH, DISCARD));
        assertThat(attempt.items()).hasSize(2);
        assertThat(outcome(attempt.answers(null, ""))).isEqualTo(What.FAILED);
    }

    @Test
    void edit_isFoldedInTheEventsPlace_andRuled_unlessItFails() {
        Event replacement = event(SEVENTH, "k", HANDLED);
        Attempt attempt = edit(Key.of("k"), replacement);
        assertThat(attempt.items().getFirst()).isSameAs(replacement);
        assertThat(attempt.answers(null, "")).hasSize(2);
        assertThat(attempt.answers(SEVENTH, "it failed again")).hasSize(1);
        assertThat(outcome(attempt.answers(SEVENTH, "it failed again"))).isEqualTo(What.FAILED);
    }

    @Test
    void edit_isNotFolded_whenItIsOfAnotherKey_orNobodyHandlesIt() {
        for (Event wrong : List.of(event(SEVENTH, "other", HANDLED), event(SEVENTH, "k", EventType.of("Unknown")))) {
            assertThat(edit(Key.of("k"), wrong).items().getFirst()).isInstanceOf(UnreadableEvent.class);
        }
    }

    @Test
    void edit_mayHaveAnyKey_whenTheEventsKeyCouldNotBeKnown() {
        Event replacement = event(SEVENTH, "other", HANDLED);
        assertThat(edit(Keyer.unkeyed(idOf(SEVENTH), 1), replacement).items().getFirst())
                .isSameAs(replacement);
    }
}
