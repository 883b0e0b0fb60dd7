package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.report.IdleRow;
import dev.leat.benchmarks.rows.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ratios of {@code benchmarks/idle}. How soon a replica joins is a time and no ratio, thus not among them. */
final class IdleRatios implements RatioSource {

    /** Less of a core than this cannot be told from nothing in the seconds that are watched. */
    private static final double LEAST = 0.001;

    // The share is a difference of two figures that each lie a tenth apart.
    private static final double SHARE = 1.5;
    private static final double CPU = 1.25;

    private final Ratios make = new Ratios("benchmarks/idle --json FILE");

    @Override
    public String kind() {
        return IdleRow.KIND;
    }

    @Override
    public String command() {
        return make.command();
    }

    @Override
    public List<Ratio> ratios(List<ResultRow> rows) {
        ResultRow row = Ratios.only(rows);
        String those = "idle, %s with %d projections, %d inserts a second: "
                .formatted(Ratios.with(row.count("replicas")), row.count("projections"), row.count("insertsPerSecond"));
        Optional<Double> before = row.number("coreBefore");
        Optional<Double> during = row.number("coreDuring");
        List<Ratio> ratios = new ArrayList<>();
        before.flatMap(without -> during.map(with -> Math.max(LEAST, with - without)))
                .ifPresent(added -> ratios.add(make.of(those + "share of a core added", added, Better.LOWER, SHARE)));
        make.quotient(those + "mongod CPU to that without", during, before, Better.LOWER, CPU)
                .ifPresent(ratios::add);
        return ratios;
    }
}
