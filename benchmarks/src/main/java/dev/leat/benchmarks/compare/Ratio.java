package dev.leat.benchmarks.compare;

import java.util.List;

/**
 * A named ratio, of a result or of the baseline. Immutable.
 *
 * @param value finite, from 0
 * @param tolerance by how many times it may be worse than the baseline; 1: not at all
 * @param command that makes the results it is computed from
 */
record Ratio(String name, double value, Better better, double tolerance, String command) {

    /** The tolerance of what may not get worse at all. */
    static final double NONE = 1;

    Ratio {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("the value of \"" + name + "\" must be from 0 and is " + value);
        }
        if (!Double.isFinite(tolerance) || tolerance < NONE) {
            throw new IllegalArgumentException("the tolerance of \"" + name + "\" must be from 1 and is " + tolerance);
        }
    }

    /** Whether it tells that something was not exact. */
    boolean isWrong() {
        return tolerance == NONE && value < 1;
    }

    Ratio withTolerance(double other) {
        return new Ratio(name, value, better, other, command);
    }

    /** One for several results: the median, the worse of the middle two; the worst of what may not get worse at all. */
    static Ratio combined(List<Ratio> sameName) {
        List<Ratio> fromWorst = sameName.stream()
                .sorted((a, b) ->
                        a.better == Better.HIGHER ? Double.compare(a.value, b.value) : Double.compare(b.value, a.value))
                .toList();
        Ratio worst = fromWorst.getFirst();
        return worst.tolerance == NONE ? worst : fromWorst.get((fromWorst.size() - 1) / 2);
    }
}
