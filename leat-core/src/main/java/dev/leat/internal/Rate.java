package dev.leat.internal;

import dev.leat.observe.ReplicaReport;

/** A rate of a count that grows, as an average that forgets. Not thread-safe. */
final class Rate {

    private static final double SPAN_NANOS = ReplicaReport.RATE_SPAN.toNanos();

    private long at;
    private long count;
    private double average;

    /** How much of the average was filled so far; without it a rate would begin far too low. */
    private double filled;

    Rate(long startNanos) {
        this.at = startNanos;
    }

    /** Per second, after the count has come to a new value. */
    double next(long nowNanos, long newCount) {
        double nanos = nowNanos - at;
        if (nanos > 0) {
            double kept = Math.exp(-nanos / SPAN_NANOS);
            average = average * kept + (1 - kept) * (newCount - count) * 1e9 / nanos;
            filled = filled * kept + (1 - kept);
            at = nowNanos;
            count = newCount;
        }
        return filled == 0 ? 0 : average / filled;
    }
}
