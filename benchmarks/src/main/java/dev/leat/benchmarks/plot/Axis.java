package dev.leat.benchmarks.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A scale from zero, so that lengths can be compared. Immutable.
 *
 * @param step between two ticks: 1, 2 or 5 times a power of ten
 * @param steps how many there are
 */
record Axis(double step, int steps) {

    private static final int MOST_STEPS = 6;

    /** The scale with as many ticks as are read with ease, whose last is not below a value. */
    static Axis upTo(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(largest, Double.MIN_NORMAL) / MOST_STEPS)));
        for (int factor : List.of(1, 2, 5, 10)) {
            double step = factor * power;
            int steps = Math.max(1, (int) Math.ceil(largest / step));
            if (steps <= MOST_STEPS) {
                return new Axis(step, steps);
            }
        }
        throw new IllegalArgumentException("There is no scale up to " + largest + ".");
    }

    /** The values with a tick, zero included. */
    List<Double> ticks() {
        return IntStream.rangeClosed(0, steps).mapToObj(i -> i * step).toList();
    }

    /** Which part of the whole scale a value is. */
    double share(double value) {
        return value / (step * steps);
    }

    /** A value of a tick for people. */
    String label(double tick) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
    }
}
