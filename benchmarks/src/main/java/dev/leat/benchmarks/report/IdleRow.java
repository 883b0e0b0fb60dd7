package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.Idle.Times;
import java.util.Locale;

/**
 * What idle replicas cost, as a row of a result file. Immutable.
 *
 * @param projections of each replica
 * @param insertsPerSecond that concern none of them
 */
public record IdleRow(int replicas, int projections, int insertsPerSecond, Times times) {

    /** What such rows say they are. */
    public static final String KIND = "idle";

    /** One JSON object, with the end of the line. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"%s\",\"replicas\":%d,\"projections\":%d,\"insertsPerSecond\":%d,"
                        + "\"coreBefore\":%.4f,\"coreDuring\":%.4f,\"coreAfter\":%.4f,\"joinMillis\":%d}%n",
                KIND,
                replicas,
                projections,
                insertsPerSecond,
                times.before(),
                times.during(),
                times.after(),
                times.join().toMillis());
    }
}
