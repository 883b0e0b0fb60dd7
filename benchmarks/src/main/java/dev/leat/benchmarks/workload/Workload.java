package dev.leat.benchmarks.workload;

import dev.leat.partition.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Generates events: the same ones for the same seed, whatever the machine. It goes on where it stopped, so that a run
 * can be appended in pieces. Not thread-safe.
 */
public final class Workload {

    private static final String DESCRIPTION = "a line of about the length that descriptions of retail goods have";
    private static final String PREFIX = "order-";
    private static final int PRODUCTS = 4_000;
    private static final int MAX_QUANTITY = 24;
    private static final int MAX_PRICE_CENTS = 2_000;

    private final List<String> streams;
    private final List<String> evenOrder;
    private final Zipf zipf;
    private final SplittableRandom random;
    private final Map<String, Long> versions = new HashMap<>();
    private final ExpectedTotals expected = new ExpectedTotals();
    private final ProjectionSet projections;
    private final Map<String, ExpectedTotals> expectedByType = new HashMap<>();
    private long generated;
    private int evenAt;

    /**
     * Starts a run.
     *
     * @param skew exponent of the Zipf distribution of events over streams
     */
    public Workload(int streamCount, double skew, long seed) {
        this(streamCount, skew, seed, ProjectionSet.alike(1));
    }

    /**
     * Starts a run for projections that may want different types of events.
     *
     * @param skew exponent of the Zipf distribution of events over streams
     */
    public Workload(int streamCount, double skew, long seed, ProjectionSet projections) {
        this.projections = projections;
        streams = IntStream.range(0, streamCount)
                .mapToObj(number -> String.format(Locale.ROOT, PREFIX + "%05d", number))
                .toList();
        evenOrder = EvenOrder.of(streams, new Partitioning(Partitioning.DEFAULT_COUNT));
        zipf = new Zipf(streamCount, skew);
        random = new SplittableRandom(seed);
    }

    /** The next events, skewed over the streams. */
    public List<GeneratedEvent> next(int count) {
        return generate(count, () -> streams.get(zipf.draw(random)));
    }

    /** The next events, one stream after the other, the partitions in turn. */
    public List<GeneratedEvent> nextEvenly(int count) {
        return generate(count, () -> evenOrder.get(evenAt++ % evenOrder.size()));
    }

    /** How many events there are so far; also the number of the last one. */
    public long generated() {
        return generated;
    }

    /** What the read model of all events so far must be. */
    public ExpectedTotals expected() {
        return expected;
    }

    /**
     * What the read model of one projection must be.
     *
     * @param index of the projection, from 0
     */
    public ExpectedTotals expectedOf(int index) {
        return projections.types() == 0
                ? expected
                : expectedByType.computeIfAbsent(projections.wantedBy(index), type -> new ExpectedTotals());
    }

    private List<GeneratedEvent> generate(int count, Supplier<String> chosen) {
        List<GeneratedEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String stream = chosen.get();
            int quantity = 1 + random.nextInt(MAX_QUANTITY);
            ItemAdded data = new ItemAdded(
                    ++generated,
                    "product-" + random.nextInt(PRODUCTS),
                    DESCRIPTION,
                    quantity,
                    (long) quantity * (1 + random.nextInt(MAX_PRICE_CENTS)));
            String type = projections.typeOf(numberOf(stream));
            events.add(new GeneratedEvent(stream, type, versions.merge(stream, 1L, Long::sum), data));
            expected.add(stream, data);
            if (projections.types() > 0) {
                expectedByType
                        .computeIfAbsent(type, each -> new ExpectedTotals())
                        .add(stream, data);
            }
        }
        return events;
    }

    private static int numberOf(String stream) {
        return Integer.parseInt(stream.substring(PREFIX.length()));
    }
}
