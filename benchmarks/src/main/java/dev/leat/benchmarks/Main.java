package dev.leat.benchmarks;

import com.mongodb.MongoException;
import dev.leat.benchmarks.replica.ReplicaCommand;
import dev.leat.failure.LeatException;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** Entry point of {@code benchmarks/run}. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RunCommand())
                .addSubcommand(new ReplicaCommand())
                .addSubcommand(new IdleCommand())
                .addSubcommand(new ScaleCommand())
                .setExecutionExceptionHandler(Main::failed)
                .execute(arguments));
    }

    /** Tells on the error stream why the command stopped; gives the exit code. */
    public static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        switch (failure) {
            case IllegalArgumentException refused -> System.err.println("refused: " + refused.getMessage());
            case IllegalStateException stopped -> System.err.println("stopped: " + stopped.getMessage());
            case MongoException mongo -> System.err.println("stopped by MongoDB: " + mongo.getMessage());
            case LeatException leat -> System.err.println("stopped: " + leat.getMessage());
            case UncheckedIOException io -> System.err.println("stopped: " + io.getMessage() + " " + io.getCause());
            default -> failure.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
