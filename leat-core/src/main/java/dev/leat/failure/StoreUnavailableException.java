package dev.leat.failure;

/**
 * The store did not answer, or not in time; whether a write took effect is unknown. Leat's tasks forget what they
 * believe, wait and read again. A caller of the event store repeats the append with the same event ids, those
 * it gave to the events itself.
 */
public final class StoreUnavailableException extends LeatException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
