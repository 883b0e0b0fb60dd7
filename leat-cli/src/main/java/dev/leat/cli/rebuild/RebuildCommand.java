package dev.leat.cli.rebuild;

import dev.leat.cli.options.Word;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line of rebuilds: a word for each step of one. */
@Command(
        name = "rebuild",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Shows how far new versions of projections are, compares them with those that readers see, and makes one live."
                    + " A version is built wherever replicas have it in their code: to begin a rebuild, deploy them with it.",
            ""
        },
        subcommands = {
            ListCommand.class,
            CompareCommand.class,
            SwitchCommand.class,
            RollbackCommand.class,
            RemoveCommand.class,
            HistoryCommand.class
        })
public final class RebuildCommand extends Word implements Runnable {

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what: list, compare, switch, rollback, remove or history.");
    }
}
