package dev.leat.testkit.simulation;

/** An invariant did not hold, or the end was not reached; the message names the seed and how to replay it. */
public final class SimulationFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    SimulationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
