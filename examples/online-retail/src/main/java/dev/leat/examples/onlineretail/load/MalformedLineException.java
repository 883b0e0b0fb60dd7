package dev.leat.examples.onlineretail.load;

/** Stops a load at a line that is not an event. */
public final class MalformedLineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedLineException(String file, MalformedLine line) {
        super(file + ", line " + line.number() + ": " + line.reason()
                + ". Mend the line, or load with --on-error park, which sets such lines aside.");
    }
}
