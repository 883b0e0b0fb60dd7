package dev.leat.testkit.simulation;

import java.util.Map;

/**
 * What happened in a simulation that ended well. Immutable.
 *
 * @param digest the same for every run of the same seed
 * @param steps of all tasks
 * @param occurrences how often each kind of thing happened; those that did not happen are missing
 */
public record SimulationReport(
        long seed,
        long digest,
        long steps,
        long events,
        long commits,
        long simulatedMillis,
        Map<Occurrence, Long> occurrences) {

    public SimulationReport {
        occurrences = Map.copyOf(occurrences);
    }

    /** How often something happened. */
    public long count(Occurrence occurrence) {
        return occurrences.getOrDefault(occurrence, 0L);
    }
}
