package dev.leat.benchmarks.report;

import org.HdrHistogram.Histogram;

/** Percentiles of histograms of microseconds, in milliseconds. */
final class Micros {

    private Micros() {}

    static double p50Millis(Histogram micros) {
        return micros.getValueAtPercentile(50) / 1e3;
    }

    static double p99Millis(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }
}
