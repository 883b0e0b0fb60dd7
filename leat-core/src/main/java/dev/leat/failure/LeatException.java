package dev.leat.failure;

import org.jspecify.annotations.Nullable;

/** Root of everything that Leat throws on purpose. The message says what, where, with which value, and what to do. */
public class LeatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeatException(String message) {
        super(message);
    }

    public LeatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
