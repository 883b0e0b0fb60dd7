package dev.leat.chaos.replica;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How every replica of a run is started. Immutable.
 *
 * @param main class whose {@code replica} word runs a replica
 * @param logs folder of their logs
 * @param jvmOptions of the replicas
 * @param properties of the replicas, {@code leat.*}
 * @param broken a promise that they break; null for none
 */
public record Launch(
        Class<?> main,
        String uri,
        Path logs,
        List<String> jvmOptions,
        Map<String, String> properties,
        @Nullable Broken broken) {

    public Launch {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
    }
}
