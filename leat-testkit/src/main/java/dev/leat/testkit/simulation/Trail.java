package dev.leat.testkit.simulation;

import dev.leat.event.Event;

/**
 * The read-model document of the simulation: which events it took, and in which order. Immutable.
 *
 * @param count how many events
 * @param sum the same for the same events in any order
 * @param chain the same only for the same events in the same order
 */
record Trail(long count, long sum, long chain) {

    static final Trail EMPTY = new Trail(0, 0, 0);

    Trail with(Event event) {
        return with(event.id().hashCode());
    }

    Trail with(int eventHash) {
        long mixed = mix(eventHash);
        return new Trail(count + 1, sum + mixed, mix(chain * 31 + mixed));
    }

    /** As in SplittableRandom (Steele, Lea, Flood 2014). */
    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
