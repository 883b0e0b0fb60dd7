package dev.leat.examples.onlineretail.load;

/** Says why a line is not an event; becomes a {@link MalformedLine}. */
final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedEventException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
