package dev.leat.benchmarks.workload;

/**
 * The read-model document of a stream.
 *
 * @param last number of the last event
 * @param chain differs when the same events come in another order
 */
public record StreamTotals(long count, long cents, long last, long chain) {

    /** Factor of the chain for each event. */
    static final long CHAIN_FACTOR = 31;

    /** Before the first event. */
    public static final StreamTotals NONE = new StreamTotals(0, 0, 0, 0);

    public StreamTotals plus(ItemAdded item) {
        return plus(item.number(), item.cents());
    }

    StreamTotals plus(long number, long moreCents) {
        return new StreamTotals(count + 1, cents + moreCents, number, chain * CHAIN_FACTOR + number);
    }
}
