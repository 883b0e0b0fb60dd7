package dev.leat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyerTest {

    private static final Projection<String> BY_STREAM = Projection.named("s")
            .into("s", String.class)
            .partitions(4)
            .startingWith("")
            .onAny((d, x, e) -> d)
            .build();
    private static final Projection<String> BY_CONTENT = Projection.named("c")
            .into("c", String.class)
            .partitions(4)
            .keyedByAll(event -> List.of(Key.of("a"), Key.of("b"), Key.of("c"), Key.of("d")))
            .startingWith("")
            .onAny((d, x, e) -> d)
            .build();

    private static Event event(String stream, int slot) {
        return new Event(
                Position.of(1),
                EventId.of("e"),
                slot,
                StreamId.of(stream),
                1,
                EventType.of("T"),
                Instant.EPOCH,
                "data",
                Map.of());
    }

    @Test
    void unreadableEvent_isForEachWantedPartition_ofAProjectionKeyedByContent() {
        UnreadableEvent unreadable = new UnreadableEvent(Position.of(1), EventId.of("e"), 0, "damaged");
        assertThat(Keyer.key(BY_CONTENT, List.of(unreadable), partition -> partition != 2))
                .extracting(KeyedItem::key)
                .containsExactly(Key.of("event:e@0"), Key.of("event:e@1"), Key.of("event:e@3"));
    }

    @Test
    void unreadableEvent_isForItsSlotsPartition_ofAProjectionKeyedByStream() {
        UnreadableEvent unreadable = new UnreadableEvent(Position.of(1), EventId.of("e"), Slots.COUNT - 1, "damaged");
        assertThat(Keyer.key(BY_STREAM, List.of(unreadable), partition -> true))
                .containsExactly(new KeyedItem(unreadable, Key.of("event:e"), 3, "damaged"));
    }

    @Test
    void eventOfAStreamInAnotherPartition_isParkedBySlot_notDropped() {
        int partition = BY_STREAM.partitioning().partitionOf(Slots.of("x"));
        int elsewhere = (partition + 1) % 4;
        Event stray = event("x", elsewhere * Slots.COUNT / 4);
        assertThat(Keyer.key(BY_STREAM, List.of(stray), p -> true))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.key()).isEqualTo(Key.of("event:e"));
                    assertThat(item.partition()).isEqualTo(elsewhere);
                    assertThat(item.failure()).contains("lies in partition " + partition);
                });
        assertThat(Keyer.key(BY_STREAM, List.of(event("x", Slots.of("x"))), p -> true))
                .extracting(KeyedItem::failure)
                .containsOnlyNulls();
    }

    @Test
    void madeUpKey_keepsItsPartition_howeverLongTheIdIs() {
        EventId id = EventId.of("x".repeat(500) + "y".repeat(12));
        assertThat(Keyer.unkeyed(id, 31).value()).endsWith("@31").hasSize(Key.MAX_LENGTH);
        assertThat(Keyer.subjectOf(Keyer.unkeyed(id, 3))).isEqualTo(Keyer.subjectOf(Keyer.unkeyed(id, 1)));
        assertThat(Keyer.subjectOf(Key.of("a@1"))).isEqualTo("a@1");
    }
}
