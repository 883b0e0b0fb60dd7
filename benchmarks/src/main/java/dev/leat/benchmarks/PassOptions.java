package dev.leat.benchmarks;

import dev.leat.benchmarks.measure.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of each command that measures passes of generated events. Filled by picocli. */
public final class PassOptions {

    @Option(names = "--events", defaultValue = "50000", description = "Events of one pass (${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--json", description = "File for the rows, one JSON object a line.")
    private @Nullable Path json;

    @Option(
            names = "--streams",
            defaultValue = "5000",
            description = "Streams over which events are spread (${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--skew",
            defaultValue = "1.0",
            description = "Exponent of the Zipf distribution over streams; 0 spreads evenly (${DEFAULT-VALUE}).")
    private double skew;

    @Option(names = "--seed", defaultValue = "2026", description = "Seed of the generated events (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--warm-up",
            defaultValue = "20000",
            description = "Events before the first pass, for the bounds as well (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--repeat",
            defaultValue = "3",
            description = "Passes of each kind; the median stands (${DEFAULT-VALUE}).")
    private int repeat;

    @Option(names = "--leat", description = "A property of Leat's replicas, such as leat.batch.max-events=1000.")
    private Map<String, String> properties = new HashMap<>();

    @Option(names = "--logs", description = "Folder for the logs of all processes; otherwise they are thrown away.")
    private @Nullable Path logs;

    /** What they say, with what commands have options of their own for. */
    public Settings settings(List<Integer> replicas, int projections, int latencySeconds, List<String> jvmOptions) {
        return new Settings(
                events,
                warmUp,
                streams,
                skew,
                seed,
                replicas,
                projections,
                repeat,
                latencySeconds,
                properties,
                jvmOptions);
    }

    /** Where the rows go; null for nowhere. */
    public @Nullable Path json() {
        return json;
    }

    /** Where logs stay; null for nowhere. */
    public @Nullable Path logs() {
        return logs;
    }
}
