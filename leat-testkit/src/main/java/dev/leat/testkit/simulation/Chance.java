package dev.leat.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All randomness of a simulation. Confined to the simulation's thread. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean of(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** From 0 to before the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    long nanosBelow(long bound) {
        return random.nextLong(bound);
    }

    double between(double from, double to) {
        return random.nextDouble(from, to);
    }

    double oneOf(double... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
