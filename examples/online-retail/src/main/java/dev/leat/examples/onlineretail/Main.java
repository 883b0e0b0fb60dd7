package dev.leat.examples.onlineretail;

import dev.leat.examples.onlineretail.demo.DemoCommand;
import dev.leat.examples.onlineretail.rebuild.RebuildCommand;
import dev.leat.examples.onlineretail.replica.ReplicaCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./leat demo}, and the replicas that it starts; {@code benchmarks/rebuild}. */
@Command(
        name = "leat",
        subcommands = {DemoCommand.class, ReplicaCommand.class, RebuildCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println("leat " + line.getCommandName() + ": " + describe(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        System.exit(command.execute(arguments));
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof NullPointerException || message == null ? failure.toString() : message;
    }
}
