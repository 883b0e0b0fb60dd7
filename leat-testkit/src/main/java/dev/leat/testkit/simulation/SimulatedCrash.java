package dev.leat.testkit.simulation;

/** Ends a replica in the middle of a step, as kill -9 does. It has no stack trace, which would cost more than a step. */
final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("simulated crash", null, false, false);
    }
}
