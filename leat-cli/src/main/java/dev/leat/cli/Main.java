package dev.leat.cli;

import dev.leat.failure.LeatException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The words that speak to a database. */
@Command(name = "leat", subcommands = VerifyCommand.class)
public final class Main {

    /** Nothing could be decided: the database does not answer, or the definition does not fit it. */
    static final int COULD_NOT_CHECK = 3;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine command = new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("leat " + line.getCommandName() + ": " + describe(failure));
            return COULD_NOT_CHECK;
        });
        // What is caught here would end Java with 1, which means findings.
        try {
            return command.execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("leat: " + e + ". Give --events-per-pass a smaller number, or LEAT_JAVA_OPTS=-Xmx... a"
                    + " larger one.");
            return COULD_NOT_CHECK;
        } catch (LinkageError e) {
            System.err.println(
                    "leat: " + e + ". A class is missing, or is of another version than the one it was compiled"
                            + " with. Name in --classpath all that the definition needs.");
            return COULD_NOT_CHECK;
        }
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        boolean tellsEnough = failure instanceof LeatException;
        return tellsEnough && message != null ? message : failure.toString();
    }
}
