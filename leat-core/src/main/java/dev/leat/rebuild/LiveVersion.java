package dev.leat.rebuild;

import dev.leat.partition.ProjectionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a projection readers see. The first one that is registered is live at once. Immutable.
 *
 * @param name of the projection
 * @param version the live one
 * @param view the view by which readers find it; null when there is none
 * @param before the one that was live before it, to go back to; null when there is none
 * @param since when it became live, by the store's clock
 * @param history the last switches, newest first
 */
public record LiveVersion(
        String name,
        int version,
        @Nullable String view,
        @Nullable Integer before,
        Instant since,
        List<Switch> history) {

    /** Most switches that are remembered. */
    public static final int MAX_HISTORY = 50;

    public LiveVersion {
        history = List.copyOf(history);
    }

    /** The live version as a projection. */
    public ProjectionId id() {
        return new ProjectionId(name, version);
    }

    /**
     * One change of the live version.
     *
     * @param by who asked for it
     * @param reason why
     */
    public record Switch(Instant at, int from, int to, String by, String reason) {}
}
