package dev.leat.failure;

import org.jspecify.annotations.Nullable;

/** The store found at start cannot carry the guarantee; the message names the fact and the command that mends it. */
public final class UnsuitableStoreException extends LeatException {

    private static final long serialVersionUID = 1L;

    public UnsuitableStoreException(String message) {
        super(message);
    }

    public UnsuitableStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
