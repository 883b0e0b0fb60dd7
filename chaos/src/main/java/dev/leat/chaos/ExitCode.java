package dev.leat.chaos;

/** Exit codes of {@code ./leat chaos}. */
public final class ExitCode {

    /** Nothing lost, nothing twice, nothing out of order, everything survived. */
    public static final int CLEAN = 0;

    /** Something was found. */
    public static final int FINDINGS = 1;

    /** The options are wrong. */
    public static final int USAGE = 2;

    /** There is no verdict, because the run could not begin or come to its end. */
    public static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
