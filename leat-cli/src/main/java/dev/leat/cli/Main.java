package dev.leat.cli;

import dev.leat.cli.doctor.DoctorCommand;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.parked.ParkedCommand;
import dev.leat.cli.rebuild.RebuildCommand;
import dev.leat.cli.status.StatusCommand;
import dev.leat.cli.streams.StreamsCommand;
import dev.leat.cli.verify.VerifyCommand;
import dev.leat.failure.LeatException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The words that speak to a database. */
@Command(
        name = "leat",
        subcommands = {
            StatusCommand.class,
            StreamsCommand.class,
            ParkedCommand.class,
            RebuildCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine command = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println("leat " + line.getCommandName() + ": " + describe(failure));
                    return ExitCodes.COULD_NOT_TELL;
                });
        // What is caught here would end Java with 1, which means findings.
        try {
            return command.execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("leat: " + e + ". Give LEAT_JAVA_OPTS=-Xmx... a larger number, or verify's"
                    + " --events-per-pass a smaller one.");
            return ExitCodes.COULD_NOT_TELL;
        } catch (LinkageError e) {
            System.err.println(
                    "leat: " + e + ". A class is missing, or is of another version than the one it was compiled"
                            + " with. Name in --classpath all that the definition needs.");
            return ExitCodes.COULD_NOT_TELL;
        }
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        boolean tellsEnough = failure instanceof LeatException;
        return tellsEnough && message != null ? message : failure.toString();
    }
}
