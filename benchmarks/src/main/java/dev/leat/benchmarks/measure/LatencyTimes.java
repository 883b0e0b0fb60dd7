package dev.leat.benchmarks.measure;

import org.HdrHistogram.Histogram;

/**
 * How long after the moment before its append an event was somewhere, in microseconds.
 *
 * @param appended back with its writer
 * @param bareStream out of a bare change stream on the event collection
 * @param committed in the read model, as its replica knows it
 * @param visible out of a change stream on the read model
 */
public record LatencyTimes(Histogram appended, Histogram bareStream, Histogram committed, Histogram visible) {

    static LatencyTimes empty() {
        return new LatencyTimes(Sendings.histogram(), Sendings.histogram(), Sendings.histogram(), Sendings.histogram());
    }
}
