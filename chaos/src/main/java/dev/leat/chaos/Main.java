package dev.leat.chaos;

import com.mongodb.MongoException;
import dev.leat.chaos.replica.ReplicaCommand;
import dev.leat.failure.LeatException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Entry point of {@code ./leat chaos}, and of the replicas that it starts. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        String home = System.getProperty("leat.home");
        if (home != null && System.getProperty("leat.mongodb.script") == null) {
            System.setProperty(
                    "leat.mongodb.script", Path.of(home, "dev", "mongodb").toString());
        }
        System.exit(new CommandLine(new ChaosCommand())
                .addSubcommand(new ReplicaCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::failed)
                .execute(arguments));
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        switch (failure) {
            case IllegalStateException stopped -> System.err.println("could not run: " + stopped.getMessage());
            case MongoException mongo -> System.err.println("could not run, MongoDB says: " + mongo.getMessage());
            case LeatException leat -> System.err.println("could not run: " + leat.getMessage());
            case UncheckedIOException io ->
                System.err.println("could not run: " + io.getMessage() + " " + io.getCause());
            default -> failure.printStackTrace();
        }
        return ExitCode.COULD_NOT_RUN;
    }
}
