package dev.leat.kafka.format;

import dev.leat.failure.LeatException;

/** A record that holds no event of the expected format. The message names what is wrong, never the payload. */
public final class UnreadableRecordException extends LeatException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message) {
        super(message);
    }
}
