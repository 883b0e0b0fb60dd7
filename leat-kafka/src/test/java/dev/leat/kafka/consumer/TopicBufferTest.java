package dev.leat.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Position;
import dev.leat.kafka.consumer.TopicBuffer.Received;
import dev.leat.kafka.consumer.TopicBuffer.Received.Mark;
import org.junit.jupiter.api.Test;

/** What was fetched for an owner before, or from another place, never gets in. */
final class TopicBufferTest {

    private final TopicBuffer buffer = new TopicBuffer(2);

    private static Received mark(long position) {
        return new Mark(Position.START, Position.of(position));
    }

    @Test
    void partitionThatIsNotOpen_takesNothing() {
        buffer.add(0, mark(1));
        buffer.expect(0);
        buffer.add(0, mark(2));
        assertThat(buffer.peek(0)).isNull();
        buffer.open(0);
        buffer.add(0, mark(3));
        assertThat(buffer.peek(0)).isEqualTo(mark(3));
    }

    @Test
    void seek_dropsWhatWasReceived_andTheNextOneEndsTheOneBefore() {
        buffer.expect(0);
        buffer.open(0);
        buffer.add(0, mark(1));
        buffer.expect(0);
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.isClosed(0)).isFalse();
        buffer.close(0);
        buffer.open(0);
        buffer.add(0, mark(2));
        assertThat(buffer.peek(0)).isNull();
        assertThat(buffer.isClosed(0)).isTrue();
    }

    @Test
    void drop_takesAwayWhatWasShown_andNothingThatCameInItsPlace() {
        buffer.expect(0);
        buffer.open(0);
        Received shown = mark(1);
        buffer.add(0, shown);
        buffer.expect(0);
        buffer.open(0);
        buffer.add(0, mark(1));
        buffer.drop(0, shown);
        assertThat(buffer.peek(0)).isNotNull();
    }

    @Test
    void buffer_isFullByTheNumberOfAllPartitions() {
        for (int partition = 0; partition < 2; partition++) {
            assertThat(buffer.isFull()).isFalse();
            buffer.expect(partition);
            buffer.open(partition);
            buffer.add(partition, mark(1));
        }
        assertThat(buffer.isFull()).isTrue();
        buffer.close(1);
        assertThat(buffer.isFull()).isFalse();
    }
}
