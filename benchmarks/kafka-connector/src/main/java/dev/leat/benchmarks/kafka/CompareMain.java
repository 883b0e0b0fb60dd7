package dev.leat.benchmarks.kafka;

import dev.leat.benchmarks.Main;
import dev.leat.benchmarks.kafka.consumer.ConsumerCommand;
import picocli.CommandLine;

/** Entry point of {@code benchmarks/compare-kafka}. */
public final class CompareMain {

    private CompareMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand())
                .addSubcommand(new ConsumerCommand())
                .setExecutionExceptionHandler(Main::failed)
                .execute(arguments));
    }
}
