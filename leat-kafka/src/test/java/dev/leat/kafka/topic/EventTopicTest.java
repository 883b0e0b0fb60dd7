package dev.leat.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Where an event goes, and what its headers say. */
final class EventTopicTest {

    private static final SourceId EVENTS = SourceId.DEFAULT;

    private static Projection<String> byStream(int partitions) {
        return Projection.named("p")
                .into("p", String.class)
                .partitions(partitions)
                .startingWith("")
                .on(String.class, (document, data, event) -> data)
                .build();
    }

    private static Projection<String> byWord() {
        return Projection.named("words")
                .into("words", String.class)
                .partitions(4)
                .keyedByAll(event -> List.of(((String) event.data()).split(" ")).stream()
                        .map(Key::of)
                        .toList())
                .startingWith("")
                .on(String.class, (document, data, event) -> data)
                .build();
    }

    private static Event event(String data) {
        return new Event(
                Position.of(7),
                EventId.of("e"),
                Slots.of("s"),
                StreamId.of("s"),
                1,
                EventType.of("t"),
                Instant.EPOCH,
                data,
                Map.of());
    }

    private static FeedItem asItIs(SourceId source, Event event) {
        return event;
    }

    @Test
    void partitionsOfAProjection_lieWithinThoseOfItsTopic() {
        EventTopic topic = new EventTopic("t", EVENTS, null, 4);
        Partitioning finer = new Partitioning(32);
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            PartitionId partition = new PartitionId(byStream(32).id(), finer.partitionOf(slot));
            assertThat(topic.partitionOf(partition, finer)).isEqualTo(topic.partitionOf(slot));
        }
        topic.requireFits(byStream(32));
        assertThatThrownBy(() -> topic.requireFits(byStream(6)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("4 partitions")
                .hasMessageContaining("6");
    }

    @Test
    void eventKeyedByStream_goesToThePartitionOfItsSlot() {
        EventTopic topic = new EventTopic("t", EVENTS, null, 8);
        assertThat(topic.partitionsOf(event("any"), EventTopicTest::asItIs))
                .containsExactly(topic.partitionOf(Slots.of("s")));
    }

    @Test
    void eventKeyedByContent_goesToThePartitionOfEachKey_andToAllWhenKeysCannotBeKnown() {
        EventTopic topic = new EventTopic("t", EVENTS, byWord(), 4);
        assertThat(topic.partitionsOf(event("one two one"), EventTopicTest::asItIs))
                .containsExactlyInAnyOrderElementsOf(
                        Set.of(topic.partitionOf(Slots.of("one")), topic.partitionOf(Slots.of("two"))));
        assertThat(topic.partitionsOf(event(" "), EventTopicTest::asItIs)).isEmpty();
        FeedItem unreadable = new UnreadableEvent(Position.of(7), EventId.of("e"), 3, "torn");
        assertThat(topic.partitionsOf(unreadable, EventTopicTest::asItIs)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void headers_areReadBackAsWritten_andThoseOfOthersAreNone() {
        RecordHeaders written = new RecordHeaders();
        dev.leat.kafka.topic.RecordHeaders headers = new dev.leat.kafka.topic.RecordHeaders(
                Position.of(9),
                Position.of(4),
                EventId.of("e"),
                1023,
                dev.leat.kafka.topic.RecordHeaders.Content.POINTER);
        headers.writeTo(written, "s", 3);
        assertThat(dev.leat.kafka.topic.RecordHeaders.of(written)).contains(headers);
        written.remove("leat-previous");
        assertThat(dev.leat.kafka.topic.RecordHeaders.of(written)).isEmpty();
        written.add("leat-previous", new byte[] {'x'});
        assertThat(dev.leat.kafka.topic.RecordHeaders.of(written)).isEmpty();
    }
}
