package dev.leat.examples.onlineretail.demo;

import dev.leat.examples.onlineretail.load.OnError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants. Immutable.
 *
 * @param events null for the sample
 * @param parkedLines where lines set aside are kept
 * @param uri null for the MongoDB that {@code dev/mongodb} finds or starts
 */
record DemoOptions(
        @Nullable Path events,
        long limit,
        OnError onError,
        Path parkedLines,
        @Nullable String uri,
        int replicas,
        boolean kill,
        boolean keep) {}
