package dev.leat.benchmarks.compare;

import java.util.Locale;

/** Which way a ratio improves. */
enum Better {
    HIGHER,
    LOWER;

    /** By how many times the value is worse than the baseline; below 1 when it is better. */
    double worsening(double baseline, double now) {
        // Equal values are equal, zeros too.
        if (baseline == now) {
            return 1;
        }
        return this == HIGHER ? baseline / now : now / baseline;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
