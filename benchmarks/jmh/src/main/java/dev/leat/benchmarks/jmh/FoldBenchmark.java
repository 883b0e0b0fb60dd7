package dev.leat.benchmarks.jmh;

import dev.leat.batch.BatchFold;
import dev.leat.batch.KeyedItem;
import dev.leat.batch.Keyer;
import dev.leat.benchmarks.workload.ItemAdded;
import dev.leat.benchmarks.workload.StreamTotals;
import dev.leat.benchmarks.workload.TotalsProjection;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.partition.Slots;
import dev.leat.projection.Projection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * What a batch does between reading events and writing documents; the time is that of an event. Plainly, it is the same
 * fold into a map by stream, without partitions, failures that park a key, and changes for the store.
 */
public class FoldBenchmark extends SingleStep {

    private static final int EVENTS = 5_000;
    private static final int KEYS = 500;

    private Projection<StreamTotals> projection = TotalsProjection.list(1).getFirst();
    private List<FeedItem> events =
            IntStream.rangeClosed(1, EVENTS).mapToObj(FoldBenchmark::event).toList();

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public BatchFold<StreamTotals> keyAndFold() {
        List<KeyedItem> keyed = Keyer.key(projection, events, partition -> true);
        BatchFold<StreamTotals> fold = new BatchFold<>(projection, Map.of(), key -> null);
        fold.fold(keyed);
        return fold;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Map<StreamId, StreamTotals> keyAndFoldPlainly() {
        Map<StreamId, StreamTotals> totals = new HashMap<>();
        for (FeedItem item : events) {
            if (item instanceof Event event && event.data() instanceof ItemAdded added) {
                StreamTotals before = totals.getOrDefault(event.stream(), StreamTotals.NONE);
                totals.put(event.stream(), before.plus(added));
            }
        }
        return totals;
    }

    /** Whether each event reached a document; else the time is that of failures. */
    boolean isSound() {
        BatchFold<StreamTotals> fold = keyAndFold();
        return fold.failures().isEmpty() && fold.documents().size() == KEYS;
    }

    private static FeedItem event(int number) {
        String stream = "order-" + number % KEYS;
        return new Event(
                Position.of(number),
                EventId.of((long) number),
                Slots.of(stream),
                StreamId.of(stream),
                1 + number / KEYS,
                EventType.of("ItemAdded"),
                Instant.EPOCH,
                new ItemAdded(number, "product", "description", 1, 100),
                Map.of());
    }
}
