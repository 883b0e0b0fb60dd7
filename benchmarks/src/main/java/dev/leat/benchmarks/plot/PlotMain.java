package dev.leat.benchmarks.plot;

import picocli.CommandLine;

/** Entry point of {@code benchmarks/plot}. */
public final class PlotMain {

    private PlotMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PlotCommand()).execute(arguments));
    }
}
