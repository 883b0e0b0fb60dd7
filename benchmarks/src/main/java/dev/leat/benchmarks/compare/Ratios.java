package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.List;
import java.util.Optional;

/** Makes the ratios of one command. Immutable. */
record Ratios(String command) {

    /** Tolerance of rates: runs of one build lie a quarter apart where two cores are shared. */
    static final double RATE = 1.3;

    private static final String EXACT = "exact";

    Ratio of(String name, double value, Better better, double tolerance) {
        return new Ratio(name, value, better, tolerance, command);
    }

    /** Nothing when one of them was not measured, or the divisor was too small to be told from zero. */
    Optional<Ratio> quotient(
            String name, Optional<Double> dividend, Optional<Double> divisor, Better better, double tolerance) {
        return dividend.flatMap(a -> divisor.filter(b -> b > 0).map(b -> of(name, a / b, better, tolerance)));
    }

    /** 1 when all rows are exact, else 0. */
    Ratio exact(String name, List<ResultRow> rows) {
        boolean exact = true;
        for (ResultRow row : rows) {
            exact &= row.flag(EXACT).orElseThrow(() -> row.unreadable("no " + EXACT));
        }
        return of(name, exact ? 1 : 0, Better.HIGHER, Ratio.NONE);
    }

    /** The row of a command that writes one. */
    static ResultRow only(List<ResultRow> rows) {
        if (rows.size() > 1) {
            throw rows.get(1).unreadable("a second row of this kind; each run needs a file of its own");
        }
        return rows.getFirst();
    }

    static String with(int replicas) {
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }
}
