package dev.leat.batch;

/** Puts failures of user code into words that may be stored and shown. */
public final class Failures {

    private static final int MAX_LENGTH = 500;

    private Failures() {}

    /** Class, message and the place it came from, cut to {@value #MAX_LENGTH} characters. */
    public static String describe(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String text = failure + (trace.length == 0 ? "" : " at " + trace[0]);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
