package dev.leat.benchmarks.simulation;

import picocli.CommandLine;

/** Entry point of {@code dev/simulate}. */
public final class SimulateMain {

    private SimulateMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
