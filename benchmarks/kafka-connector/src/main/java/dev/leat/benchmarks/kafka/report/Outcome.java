package dev.leat.benchmarks.kafka.report;

import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.report.Bounds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that one comparison measured. Immutable.
 *
 * @param bounds null when they were not measured
 */
public record Outcome(Settings settings, @Nullable Bounds bounds, List<Row> rows) {

    public Outcome {
        rows = List.copyOf(rows);
    }

    /** How many times as fast Leat was, with the same number of replicas; empty when one of the two was left out. */
    public Optional<Double> timesAsFast(int replicas, Mode mode) {
        return rate(Contestant.LEAT, replicas, mode)
                .flatMap(leat -> rate(Contestant.CONNECTOR, replicas, mode).map(connector -> leat / connector));
    }

    private Optional<Double> rate(Contestant contestant, int replicas, Mode mode) {
        return rows.stream()
                .filter(row -> row.contestant() == contestant && row.replicas() == replicas)
                .findFirst()
                .map(row -> row.pass(mode).eventsPerSecond());
    }

    public boolean isExact() {
        return rows.stream().allMatch(Row::isExact);
    }
}
