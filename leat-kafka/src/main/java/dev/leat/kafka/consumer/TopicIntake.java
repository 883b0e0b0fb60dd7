package dev.leat.kafka.consumer;

import dev.leat.batch.Linger;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.kafka.consumer.TopicBuffer.Received;
import dev.leat.kafka.topic.EventTopic;
import dev.leat.kafka.topic.RecordHeaders;
import dev.leat.ledger.EventFeed;
import dev.leat.partition.PartitionId;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import dev.leat.route.Intake;
import dev.leat.route.Place;
import dev.leat.route.RouteContext;
import dev.leat.route.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic for one projection. Each record names its position and that of the record before it: what lies behind the
 * partition already is dropped, and when a record's predecessor has not come, what is missing is read from the ledger. So
 * neither doubles, nor reordering, nor records that were lost, deleted or jumped over change what a projection sees.
 */
public final class TopicIntake implements Intake {

    private static final Logger log = LoggerFactory.getLogger(TopicIntake.class);
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final RouteContext context;
    private final Projection<?> projection;
    private final EventTopic topic;
    private final TopicPump pump;
    private final TopicBuffer buffer;
    private final RecordReader reader;
    private final Linger linger;
    private final Map<Integer, Place> fronts = new TreeMap<>();
    private Position highest = Position.START;
    private int turn;

    TopicIntake(
            RouteContext context,
            Projection<?> projection,
            EventTopic topic,
            TopicPump pump,
            TopicBuffer buffer,
            RecordReader reader) {
        this.context = context;
        this.projection = projection;
        this.topic = topic;
        this.pump = pump;
        this.buffer = buffer;
        this.reader = reader;
        this.linger = new Linger(
                context.config().batch().maxLinger(), context.ticker().nanos());
    }

    @Override
    public Optional<Set<Integer>> assigned() {
        Set<Integer> given = pump.assigned();
        Set<Integer> partitions = new HashSet<>();
        for (int number = 0; number < projection.partitioning().count(); number++) {
            if (given.contains(topicPartitionOf(number))) {
                partitions.add(number);
            }
        }
        return Optional.of(partitions);
    }

    private int topicPartitionOf(int number) {
        return topic.partitionOf(new PartitionId(projection.id(), number), projection.partitioning());
    }

    @Override
    public void listen(Runnable news, Runnable assignmentChanged) {
        pump.listen(news, assignmentChanged);
        pump.start();
    }

    @Override
    public void position(Map<Integer, Place> owned) {
        pump.looked();
        Map<Integer, Place> hindmost = new HashMap<>();
        owned.forEach((number, place) -> hindmost.merge(topicPartitionOf(number), place, TopicIntake::hindmost));
        for (int gone : List.copyOf(fronts.keySet())) {
            if (!hindmost.containsKey(gone)) {
                fronts.remove(gone);
                pump.stop(gone);
            }
        }
        hindmost.forEach((partition, place) -> {
            Place front = fronts.get(partition);
            if (front == null || place.reached().isBefore(front.reached())) {
                fronts.put(partition, place);
                pump.seek(partition, place);
            }
        });
    }

    /** Goes on with partitions that the group took away and gave back before anybody noticed. */
    private void reopen() {
        Set<Integer> given = pump.assigned();
        fronts.forEach((partition, front) -> {
            if (given.contains(partition) && buffer.isClosed(partition)) {
                pump.seek(partition, front);
            }
        });
    }

    private static Place hindmost(Place one, Place other) {
        return one.reached().covers(other.reached()) ? other : one;
    }

    @Override
    public Duration untilRead(Map<Integer, Position> reached) {
        pump.looked();
        reopen();
        long lingers = linger.left(context.ticker().nanos());
        if (lingers > 0) {
            return Duration.ofNanos(lingers);
        }
        return buffer.isEmpty() ? IDLE : Duration.ZERO;
    }

    @Override
    public Run read(Map<Integer, Position> reached, int maxEvents) {
        Map<Integer, List<Integer>> owned = new TreeMap<>();
        reached.keySet()
                .forEach(number -> owned.computeIfAbsent(topicPartitionOf(number), k -> new ArrayList<>())
                        .add(number));
        List<Integer> order = new ArrayList<>(owned.keySet());
        Collections.rotate(order, turn++ % order.size());
        List<Run.Segment> segments = new ArrayList<>();
        int items = 0;
        for (int partition : order) {
            if (items >= maxEvents) {
                break;
            }
            Segments taken = new Segments(partition, owned.getOrDefault(partition, List.of()));
            Run.Segment segment = taken.take(maxEvents - items);
            if (segment != null) {
                segments.add(segment);
                items += segment.items().size();
            }
        }
        boolean more = !buffer.isEmpty();
        Position before = highest;
        fronts.values().forEach(front -> highest = highest.max(front.reached()));
        linger.read(context.ticker().nanos(), before, highest, items, more);
        return new Run(segments, items, more);
    }

    @Override
    public void committed(Collection<CheckpointMove> moves) {
        for (CheckpointMove move : moves) {
            TopicOffset offset = move.offset();
            if (offset != null && offset.topic().equals(topic.name())) {
                pump.commitLater(offset.partition(), offset.offset());
            }
        }
    }

    @Override
    public void close() {
        pump.close();
        reader.close();
    }

    private SlotSet slotsOf(List<Integer> numbers) {
        return projection.keying() instanceof Keying.ByContent
                ? SlotSet.ALL
                : numbers.stream().map(projection.partitioning()::slotsOf).reduce(SlotSet.NONE, SlotSet::plus);
    }

    /** Takes what has come through one topic partition, for the owned partitions of the projection in it. */
    private final class Segments {

        private final int partition;
        private final List<Integer> owned;
        private final List<FeedItem> items = new ArrayList<>();
        private @Nullable TopicOffset offset;

        Segments(int partition, List<Integer> owned) {
            this.partition = partition;
            this.owned = owned;
        }

        Run.@Nullable Segment take(int maxEvents) {
            Place place = fronts.get(partition);
            if (place == null) {
                return null;
            }
            Position start = place.reached();
            Position front = start;
            while (items.size() < maxEvents) {
                Received next = buffer.peek(partition);
                if (next == null) {
                    break;
                }
                Position reached = pass(next, front, front.equals(start) && items.isEmpty(), maxEvents);
                if (reached == null) {
                    break;
                }
                front = reached;
            }
            if (front.equals(start) && offset == null) {
                return null;
            }
            fronts.put(partition, new Place(front, offset != null ? offset : place.offset()));
            Map<Integer, Position> through = new HashMap<>();
            for (int number : owned) {
                through.put(number, front);
            }
            return new Run.Segment(items, through, offset);
        }

        /** How far the partition is after this; null when it must wait for the segment so far to be taken. */
        private @Nullable Position pass(Received next, Position front, boolean nothingTaken, int maxEvents) {
            return switch (next) {
                case Received.Mark mark -> {
                    if (front.isBefore(mark.last())) {
                        // What lies between was deleted before it was read.
                        yield nothingTaken ? fill(front, mark.last(), maxEvents) : null;
                    }
                    buffer.drop(partition, next);
                    yield front.max(mark.through());
                }
                case Received.OfTopic of -> {
                    ConsumerRecord<byte[], byte[]> value = of.value();
                    Optional<RecordHeaders> headers = RecordHeaders.of(value.headers());
                    if (headers.isPresent() && front.isBefore(headers.get().previous())) {
                        yield nothingTaken ? fill(front, headers.get().previous(), maxEvents) : null;
                    }
                    if (headers.isEmpty()) {
                        log.warn(
                                "Record is none of Leat's and is passed over: topic={} partition={} offset={}",
                                topic.name(),
                                partition,
                                value.offset());
                    } else if (front.isBefore(headers.get().position())) {
                        items.add(reader.read(topic.source(), value, headers.get()));
                    }
                    buffer.drop(partition, next);
                    offset = new TopicOffset(topic.name(), partition, value.offset() + 1);
                    yield headers.isPresent() ? front.max(headers.get().position()) : front;
                }
            };
        }

        private @Nullable Position fill(Position after, Position upTo, int maxEvents) {
            log.info(
                    "Topic lacks events, which are read from the ledger: topic={} partition={} behind={} upTo={}",
                    topic.name(),
                    partition,
                    after,
                    upTo);
            EventFeed.Slice slice = reader.ledger().read(topic.source(), after, upTo, slotsOf(owned), maxEvents);
            items.addAll(slice.items());
            return slice.through().equals(after) ? null : slice.through();
        }
    }
}
