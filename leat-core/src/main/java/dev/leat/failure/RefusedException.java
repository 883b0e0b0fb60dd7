package dev.leat.failure;

/** Something that somebody asked for was not done, because it would do harm now; the message says what to do first. */
public class RefusedException extends LeatException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
