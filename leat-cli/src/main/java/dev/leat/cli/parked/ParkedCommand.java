package dev.leat.cli.parked;

import dev.leat.cli.options.Word;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line of parked keys: a word for each thing that can be done with them. */
@Command(
        name = "parked",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Shows parked keys, and asks their owners to retry them, to discard the event that failed, or to fold another"
                    + " one in its place. Owners carry out what was asked once, in the key's order, and the audit tells what"
                    + " came of it.",
            ""
        },
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            RetryCommand.class,
            DiscardCommand.class,
            EditCommand.class,
            AuditCommand.class,
            RulingsCommand.class
        })
public final class ParkedCommand extends Word implements Runnable {

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what: list, show, retry, discard, edit, audit or rulings.");
    }
}
