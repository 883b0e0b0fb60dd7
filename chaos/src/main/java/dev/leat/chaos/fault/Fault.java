package dev.leat.chaos.fault;

import java.util.Random;

/** Something that goes wrong. Runs on the main thread. */
interface Fault {

    /**
     * Strikes, waits until it took effect or will not, and heals what it broke.
     *
     * @param random decides everything that is left open; drawn from the run's seed, for this strike alone
     */
    Evidence strike(Arena arena, Random random) throws InterruptedException;
}
