package dev.leat.benchmarks.workload;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks with a probability that falls as 1 / rank^exponent: few streams are busy, most are quiet. */
final class Zipf {

    private final double[] cumulative;

    /**
     * Prepares the weights.
     *
     * @param exponent 0 makes all ranks alike
     */
    Zipf(int ranks, double exponent) {
        cumulative = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += 1 / Math.pow(rank + 1, exponent);
            cumulative[rank] = sum;
        }
    }

    /** A rank, 0 for the likeliest. */
    int draw(SplittableRandom random) {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, at);
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    }
}
