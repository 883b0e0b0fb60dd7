package dev.leat.mongodb;

import dev.leat.projection.Key;

/** Aborts a commit because of one key, whose document or update MongoDB can never take. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Key key;

    RefusedException(Key key, String message) {
        super(message, null, false, false);
        this.key = key;
    }

    Key key() {
        return key;
    }
}
