package dev.leat.benchmarks.compare;

import picocli.CommandLine;

/** Entry point of {@code benchmarks/compare}. */
public final class CompareMain {

    private CompareMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand()).execute(arguments));
    }
}
