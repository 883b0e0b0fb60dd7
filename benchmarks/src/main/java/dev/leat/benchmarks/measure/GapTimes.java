package dev.leat.benchmarks.measure;

import java.time.Duration;

/**
 * How long partitions stood still when a replica went. Immutable.
 *
 * @param killTailer gap after SIGKILL of the replica that held the tailer
 * @param killOther gap after SIGKILL of another
 * @param terminateTailer gap after SIGTERM of the replica that held the tailer
 * @param terminateOther gap after SIGTERM of another
 * @param join gap when a replica comes, the longest of all joins
 * @param exit from SIGTERM to the end of the process, the longest of both
 */
public record GapTimes(
        Duration killTailer,
        Duration killOther,
        Duration terminateTailer,
        Duration terminateOther,
        Duration join,
        Duration exit) {

    public Duration kill() {
        return longer(killTailer, killOther);
    }

    public Duration terminate() {
        return longer(terminateTailer, terminateOther);
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
