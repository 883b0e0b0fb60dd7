package dev.leat.examples.onlineretail.demo;

/** Ends the demo without a verdict; the message says what is the matter and what to do. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
