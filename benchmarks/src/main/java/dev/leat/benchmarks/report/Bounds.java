package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.Pass;

/**
 * The raw bounds of a run.
 *
 * @param stream one cursor draining the change stream
 * @param write the folded document changes written in transactions
 * @param joint both at once
 */
public record Bounds(Pass stream, Pass write, Pass joint) {

    /** The slower rate of the first two. */
    public double eventsPerSecond() {
        return Math.min(stream.eventsPerSecond(), write.eventsPerSecond());
    }
}
