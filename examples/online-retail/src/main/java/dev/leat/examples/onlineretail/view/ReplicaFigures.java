package dev.leat.examples.onlineretail.view;

import java.time.Duration;

/**
 * A replica at one moment. Immutable.
 *
 * @param state in a word or two: starting, working, killed ...
 * @param partitions that it owns, over all projections
 * @param eventsPerSecond events that took effect in its documents, over all projections
 * @param lagEvents events in the ledger behind the hindmost checkpoint of its partitions
 * @param lag since when there has been an event that the hindmost of its partitions has not passed
 * @param commits transactions since the demo began
 */
public record ReplicaFigures(
        String name,
        String state,
        boolean tailer,
        int partitions,
        double eventsPerSecond,
        long lagEvents,
        Duration lag,
        long commits) {}
