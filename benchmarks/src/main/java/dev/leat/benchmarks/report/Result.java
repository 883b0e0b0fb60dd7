package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.GapTimes;
import dev.leat.benchmarks.measure.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one run of the benchmark measured. Immutable.
 *
 * @param bounds null when they were not measured, as with the gaps
 * @param gapDifferences between the read model and the truth, after the gaps were measured
 */
public record Result(
        Settings settings,
        @Nullable Bounds bounds,
        @Nullable GapTimes gaps,
        List<Row> rows,
        List<String> gapDifferences) {

    /** Replicas with which the gaps are measured. */
    public static final int GAP_REPLICAS = 3;

    public Result {
        rows = List.copyOf(rows);
        gapDifferences = List.copyOf(gapDifferences);
    }

    public boolean isExact() {
        return gapDifferences.isEmpty() && rows.stream().allMatch(Row::isExact);
    }
}
