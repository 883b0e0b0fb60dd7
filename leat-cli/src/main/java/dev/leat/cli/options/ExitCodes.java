package dev.leat.cli.options;

/** How a word ends. 2 is wrong usage, which the parser of the command line gives. */
public final class ExitCodes {

    /** Done, and nothing is wrong. */
    public static final int FINE = 0;

    /** Something is wrong with what was looked at, or what was asked did not happen. */
    public static final int FOUND = 1;

    /** Nothing could be decided: the database does not answer, or the definition does not fit it. */
    public static final int COULD_NOT_TELL = 3;

    private ExitCodes() {}
}
