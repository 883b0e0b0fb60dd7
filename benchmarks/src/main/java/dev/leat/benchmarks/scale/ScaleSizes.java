package dev.leat.benchmarks.scale;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured. Immutable.
 *
 * @param histories numbers of older events, one row each
 * @param projections numbers of projections, one row and shape each
 * @param projectionEvents of one pass with many projections
 * @param projectionStreams over which these are spread
 * @param partitions of each of many projections
 * @param projectionReplicas that share many projections
 * @param slowSeconds how long many projections are watched while few events come
 * @param ledgerEvents in the ledger that is read
 * @param singleEvents appended one at a time
 * @param singlePerSecond how many of them in a second
 * @param documents of each projection behind a replica with little memory
 * @param heaps in MiB, one row each; the largest comes first
 * @param writers threads that write older events
 */
public record ScaleSizes(
        List<Long> histories,
        List<Integer> projections,
        int projectionEvents,
        int projectionStreams,
        int partitions,
        int projectionReplicas,
        int slowSeconds,
        long ledgerEvents,
        int singleEvents,
        int singlePerSecond,
        int documents,
        List<Integer> heaps,
        int writers) {

    /** Projections that want the same event, where each wants events of one type. */
    public static final int EFFECTS_OF_OWN_TYPES = 4;

    public ScaleSizes {
        histories = histories.stream().sorted().toList();
        projections = projections.stream().sorted().toList();
        heaps = heaps.stream().sorted((one, other) -> other - one).toList();
        Stream.of(
                        histories.stream(),
                        projections.stream(),
                        heaps.stream(),
                        Stream.of(
                                projectionEvents,
                                projectionStreams,
                                partitions,
                                projectionReplicas,
                                slowSeconds,
                                ledgerEvents),
                        Stream.of(singleEvents, singlePerSecond, documents, writers))
                .flatMap(each -> each)
                .mapToLong(Number::longValue)
                .filter(number -> number < 1)
                .findFirst()
                .ifPresent(number -> {
                    throw new IllegalArgumentException("Every size must be 1 or more; one is " + number + ".");
                });
        for (int count : projections) {
            if (count % EFFECTS_OF_OWN_TYPES != 0) {
                throw new IllegalArgumentException(
                        "--projections must be multiples of " + EFFECTS_OF_OWN_TYPES + ": " + count + ".");
            }
        }
    }
}
