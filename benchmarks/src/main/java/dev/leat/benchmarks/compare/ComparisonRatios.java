package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ratios of {@code benchmarks/compare-kafka}: Leat's rate to that of each other system, in the same mode. */
final class ComparisonRatios implements RatioSource {

    private final Ratios make = new Ratios("benchmarks/compare-kafka --json FILE");

    @Override
    public String kind() {
        return ResultRow.COMPARISON;
    }

    @Override
    public String command() {
        return make.command();
    }

    @Override
    public List<Ratio> ratios(List<ResultRow> rows) {
        Map<Measurement, ResultRow> all = byMeasurement(rows);
        List<Ratio> ratios = new ArrayList<>();
        all.forEach((measurement, row) -> {
            if (!measurement.isLeat()) {
                Optional.ofNullable(all.get(measurement.ofLeat()))
                        .flatMap(leat -> timesAsFast(measurement, leat, row))
                        .ifPresent(ratios::add);
            }
        });
        // Rows of others alone are no measurement of Leat.
        if (!ratios.isEmpty()) {
            ratios.add(make.exact("beside other systems, exact", rows));
        }
        return ratios;
    }

    private static Map<Measurement, ResultRow> byMeasurement(List<ResultRow> rows) {
        Map<Measurement, ResultRow> all = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            Measurement measurement = Measurement.of(row);
            if (all.put(measurement, row) != null) {
                throw row.unreadable("a second row of " + measurement.words() + "; each run needs a file of its own");
            }
        }
        return all;
    }

    private Optional<Ratio> timesAsFast(Measurement measurement, ResultRow leat, ResultRow other) {
        return make.quotient(
                "Leat's rate to that of " + measurement.words(),
                leat.number("eventsPerSecond"),
                other.number("eventsPerSecond"),
                Better.HIGHER,
                Ratios.RATE);
    }

    /** What one row is of. */
    private record Measurement(String system, String mode, int replicas) {

        static Measurement of(ResultRow row) {
            String system = row.system();
            return new Measurement(
                    system.equalsIgnoreCase(ResultRow.LEAT) ? ResultRow.LEAT : system,
                    row.text("mode").orElseThrow(() -> row.unreadable("no mode")),
                    row.count("replicas"));
        }

        boolean isLeat() {
            return system.equals(ResultRow.LEAT);
        }

        Measurement ofLeat() {
            return new Measurement(ResultRow.LEAT, mode, replicas);
        }

        String words() {
            return system + ", " + mode + ", " + Ratios.with(replicas);
        }
    }
}
