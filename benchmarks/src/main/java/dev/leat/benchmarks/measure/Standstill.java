package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.FleetListener;
import dev.leat.benchmarks.replica.Report;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows how long each partition goes without a commit. Thread-safe.
 */
final class Standstill implements FleetListener {

    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, Long> longest = new HashMap<>();
    private boolean running;

    /** Starts the clock of some partitions. */
    synchronized void begin(Collection<String> partitions, long nanos) {
        last.clear();
        longest.clear();
        partitions.forEach(partition -> last.put(partition, nanos));
        running = true;
    }

    @Override
    public synchronized void heard(String replica, Report report, long nanos) {
        if (running && report instanceof Report.Committed committed) {
            committed.partitions().forEach(partition -> progressed(partition, nanos));
        }
    }

    private void progressed(String partition, long nanos) {
        Long before = last.put(partition, nanos);
        if (before != null) {
            longest.merge(partition, nanos - before, Math::max);
        }
    }

    /** Whether every partition has moved since the beginning and none stands still for longer than a limit now. */
    synchronized boolean isOver(long nanos, Duration limit) {
        return longest.keySet().containsAll(last.keySet())
                && last.values().stream().allMatch(at -> nanos - at <= limit.toNanos());
    }

    /** The longest time that any partition stood still. */
    synchronized Duration longest() {
        return Duration.ofNanos(
                longest.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Ends the measurement; later reports change nothing. */
    synchronized void end() {
        running = false;
    }
}
