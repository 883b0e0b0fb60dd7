package dev.leat.kafka.format;

/** Thrown where a document cannot be written as Extended JSON and read back equal. */
final class Inexact extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Inexact() {
        super("No Extended JSON is read back as this value", null, false, false);
    }
}
