package dev.leat.benchmarks.replica;

/** Hears what the replicas of a fleet report. Methods are called on the fleet's threads and return at once. */
@FunctionalInterface
public interface FleetListener {

    /**
     * A report.
     *
     * @param nanos when it came, by {@link System#nanoTime}
     */
    void heard(String replica, Report report, long nanos);
}
