package dev.leat.examples.onlineretail.view;

import java.time.Duration;
import java.util.List;

/**
 * The whole demo at one moment. Immutable.
 *
 * @param elapsed since the load began
 * @param total events to load
 * @param loaded events committed to the event store
 * @param inLedger events in the ledger
 * @param projected events that have taken effect in all projections, on average over the partitions
 * @param lagEvents events in the ledger that the slowest partition has not passed
 */
public record Figures(
        Duration elapsed,
        long total,
        long loaded,
        long inLedger,
        long projected,
        long lagEvents,
        List<ReplicaFigures> replicas) {

    public Figures {
        replicas = List.copyOf(replicas);
    }
}
