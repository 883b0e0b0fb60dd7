package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.workload.Workload;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured, and how. Immutable.
 *
 * @param events in one pass
 * @param warmUp events before the first pass, in the same streams
 * @param streams over which they are spread
 * @param skew exponent of the Zipf distribution of events over streams
 * @param seed of the generated events
 * @param replicas numbers of replicas, one row each
 * @param projections that every replica runs
 * @param repeat passes of which the median stands for the row
 * @param latencySeconds how long single events are timed
 * @param properties of the replicas, {@code leat.*}
 * @param jvmOptions of the replicas
 */
public record Settings(
        int events,
        int warmUp,
        int streams,
        double skew,
        long seed,
        List<Integer> replicas,
        int projections,
        int repeat,
        int latencySeconds,
        Map<String, String> properties,
        List<String> jvmOptions) {

    /** Load while single events are timed, in events a second. */
    public static final int LATENCY_EVENTS_PER_SECOND = 100;

    public Settings {
        replicas = List.copyOf(replicas);
        properties = Map.copyOf(properties);
        jvmOptions = List.copyOf(jvmOptions);
        positive("--events", events);
        positive("--streams", streams);
        positive("--projections", projections);
        positive("--repeat", repeat);
        positive("--latency-seconds", latencySeconds);
        replicas.forEach(count -> positive("--replicas", count));
        if (warmUp < 0 || skew < 0) {
            throw new IllegalArgumentException("--warm-up and --skew must be 0 or more: " + warmUp + ", " + skew + ".");
        }
    }

    /** The events, anew from the first one. */
    public Workload workload() {
        return new Workload(streams, skew, seed);
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be 1 or more: " + value + ".");
        }
    }
}
