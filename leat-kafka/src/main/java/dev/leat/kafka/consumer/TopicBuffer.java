package dev.leat.kafka.consumer;

import dev.leat.event.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What was received and not yet read, by topic partition. A partition takes records only while it is open, so that what
 * was fetched for an owner before, or from another place, never gets in. Thread-safe.
 */
final class TopicBuffer {

    private final Map<Integer, Deque<Received>> open = new HashMap<>();
    private final Set<Integer> expected = new HashSet<>();
    private final int capacity;
    private int size;

    /**
     * An empty buffer without open partitions.
     *
     * @param capacity from so many records on it is full; what was fetched at once still fits
     */
    TopicBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** What comes through a topic partition, in order. */
    sealed interface Received {

        /** A record. */
        record OfTopic(ConsumerRecord<byte[], byte[]> value) implements Received {}

        /**
         * Word that the topic has all events up to a position, and that the partition was read to its end.
         *
         * @param last no event of the partition lies between this position and {@code through}
         */
        record Mark(Position last, Position through) implements Received {}
    }

    /** Closes a partition that is to be opened soon. */
    synchronized void expect(int partition) {
        close(partition);
        expected.add(partition);
    }

    /** Opens a partition, empty, if it is expected still. */
    synchronized void open(int partition) {
        if (expected.remove(partition)) {
            open.put(partition, new ArrayDeque<>());
        }
    }

    synchronized void close(int partition) {
        expected.remove(partition);
        Deque<Received> dropped = open.remove(partition);
        size -= dropped == null ? 0 : dropped.size();
    }

    synchronized boolean isOpen(int partition) {
        return open.containsKey(partition);
    }

    /** Whether it neither is open nor will be. */
    synchronized boolean isClosed(int partition) {
        return !open.containsKey(partition) && !expected.contains(partition);
    }

    /** Adds to an open partition; to another it does nothing. */
    synchronized void add(int partition, Received received) {
        Deque<Received> queue = open.get(partition);
        if (queue != null) {
            queue.add(received);
            size++;
        }
    }

    /** What comes next; null when there is nothing yet. */
    synchronized @Nullable Received peek(int partition) {
        Deque<Received> queue = open.get(partition);
        return queue == null ? null : queue.peek();
    }

    /** Drops what {@link #peek} showed, unless the partition was closed meanwhile. */
    @SuppressWarnings("ReferenceEquality") // This very one, and no other that is equal.
    synchronized void drop(int partition, Received shown) {
        Deque<Received> queue = open.get(partition);
        if (queue != null && queue.peek() == shown) {
            queue.remove();
            size--;
        }
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    synchronized boolean isFull() {
        return size >= capacity;
    }
}
