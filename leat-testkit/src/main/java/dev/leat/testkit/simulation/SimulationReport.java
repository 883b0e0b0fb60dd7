package dev.leat.testkit.simulation;

/**
 * What happened in a simulation that ended well. Immutable.
 *
 * @param digest the same for every run of the same seed
 * @param steps of all tasks
 * @param faults calls that failed, were delayed or ended in a crash
 * @param simulatedMillis how long it took by the simulated clock
 */
public record SimulationReport(
        long seed,
        long digest,
        long steps,
        long events,
        long commits,
        long faults,
        long parked,
        long simulatedMillis) {}
