package dev.leat.testkit.simulation;

/** An invariant that does not hold. An error, so that no task takes it for a failure of the store. */
final class Violation extends Error {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }

    Violation(String message, Throwable cause) {
        super(message, cause);
    }

    static void unless(boolean holds, java.util.function.Supplier<String> message) {
        if (!holds) {
            throw new Violation(message.get());
        }
    }
}
