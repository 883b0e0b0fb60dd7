package dev.leat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BatchFoldTest {

    private static final EventType ADDED = EventType.of("Added");
    private static final EventType REMOVED = EventType.of("Removed");
    private static final EventType BROKEN = EventType.of("Broken");
    private static final EventType UNKNOWN = EventType.of("Unknown");
    private static final Key A = Key.of("a");
    private static final Key B = Key.of("b");

    private final Projection<String> projection = Projection.named("letters")
            .into("letters", String.class)
            .partitions(4)
            .startingWith("")
            .on(ADDED, (document, data, event) -> document + event.position())
            .on(REMOVED, (document, data, event) -> null)
            .on(BROKEN, (document, data, event) -> {
                throw new AssertionError("broken");
            })
            .build();

    private static Event event(long position, String stream, EventType type) {
        StreamId id = StreamId.of(stream);
        return new Event(
                Position.of(position),
                EventId.of("e" + position),
                Slots.of(stream),
                id,
                1,
                type,
                Instant.EPOCH,
                "data",
                Map.of());
    }

    private List<KeyedItem> keyed(FeedItem... items) {
        return Keyer.key(projection, List.of(items), partition -> true);
    }

    private BatchFold<String> fold(Map<Key, String> before, Map<Key, Position> stops, FeedItem... items) {
        BatchFold<String> fold = new BatchFold<>(projection, before, stops::get);
        fold.fold(keyed(items));
        return fold;
    }

    @Test
    void events_areFolded_perKeyAndInOrder() {
        BatchFold<String> fold =
                fold(Map.of(A, "0"), Map.of(), event(1, "a", ADDED), event(2, "b", ADDED), event(3, "a", ADDED));
        assertThat(fold.documents()).isEqualTo(Map.of(A, "013", B, "2"));
        assertThat(fold.appliedByPartition().values().stream().mapToInt(i -> i).sum())
                .isEqualTo(3);
        assertThat(fold.held()).isEmpty();
        assertThat(fold.failures()).isEmpty();
    }

    @Test
    void document_startsAfresh_afterItsDeletion() {
        BatchFold<String> fold = fold(
                Map.of(A, "0", B, "0"), Map.of(), event(1, "a", REMOVED), event(2, "a", ADDED), event(3, "b", REMOVED));
        Map<Key, @Nullable String> expected = new HashMap<>();
        expected.put(A, "2");
        expected.put(B, null);
        assertThat(fold.documents()).isEqualTo(expected);
    }

    @Test
    void failure_stopsItsKey_andNoOther() {
        BatchFold<String> fold = fold(
                Map.of(),
                Map.of(),
                event(1, "a", ADDED),
                event(2, "a", BROKEN),
                event(3, "b", ADDED),
                event(4, "a", ADDED));
        assertThat(fold.failures()).containsOnlyKeys(A);
        assertThat(fold.held())
                .extracting(item -> item.item().position().value())
                .containsExactly(2L, 4L);
        assertThat(fold.documents()).containsEntry(B, "3");
    }

    @Test
    void key_takesNothing_fromWhereItIsToStop() {
        BatchFold<String> fold = fold(
                Map.of(),
                Map.of(A, Position.of(2)),
                event(1, "a", ADDED),
                event(2, "a", BROKEN),
                event(3, "a", ADDED),
                event(4, "b", ADDED));
        assertThat(fold.failures()).isEmpty();
        assertThat(fold.documents()).isEqualTo(Map.of(A, "1", B, "4"));
        assertThat(fold.held()).hasSize(2);
    }

    @Test
    void keyer_passesOver_whatNobodyFoldsOrOthersOwn() {
        assertThat(keyed(event(1, "a", UNKNOWN))).isEmpty();
        assertThat(Keyer.key(projection, List.of(event(1, "a", ADDED)), partition -> false))
                .isEmpty();
    }

    @Test
    void unreadableEvent_getsAKeyOfItsOwn_inThePartitionOfItsSlot() {
        UnreadableEvent unreadable = new UnreadableEvent(Position.of(5), EventId.of("e5"), 700, "no stream field");
        KeyedItem item = keyed(unreadable).getFirst();
        assertThat(item.key()).isEqualTo(Key.of("event:e5"));
        assertThat(item.partition()).isEqualTo(projection.partitioning().partitionOf(700));
        assertThat(item.failure()).isEqualTo("no stream field");
        BatchFold<String> fold = fold(Map.of(), Map.of(), unreadable);
        assertThat(fold.failures().get(Key.of("event:e5")))
                .isNotNull()
                .extracting(BatchFold.Failure::error)
                .isEqualTo("no stream field");
    }

    @Test
    void event_getsAKeyOfItsOwn_whenTheKeyFunctionFails() {
        Projection<String> failing = Projection.named("failing")
                .into("failing", String.class)
                .startingWith("")
                .keyedBy(event -> {
                    throw new IllegalStateException("no customer");
                })
                .onAny((document, data, event) -> document)
                .build();
        KeyedItem item = Keyer.key(failing, List.of(event(1, "a", ADDED)), partition -> true)
                .getFirst();
        assertThat(item.key()).isEqualTo(Key.of("event:e1@0"));
        assertThat(item.failure()).contains("no customer");
    }

    @Test
    void event_isKeyedOnce_forEachOfItsKeys() {
        Projection<String> several = Projection.named("several")
                .into("several", String.class)
                .startingWith("")
                .keyedByAll(event -> List.of(A, B, A))
                .onAny((document, data, event) -> document)
                .build();
        assertThat(Keyer.key(several, List.of(event(1, "x", ADDED)), partition -> true))
                .extracting(KeyedItem::key)
                .containsExactly(A, B);
        Projection<String> without = Projection.named("without")
                .into("without", String.class)
                .startingWith("")
                .keyedBy(event -> Optional.empty())
                .onAny((document, data, event) -> document)
                .build();
        assertThat(Keyer.key(without, List.of(event(1, "x", ADDED)), partition -> true))
                .isEmpty();
    }
}
