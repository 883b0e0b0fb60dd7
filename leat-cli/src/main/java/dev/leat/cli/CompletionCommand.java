package dev.leat.cli;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Word;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what makes a shell complete words and options. */
@Command(
        name = "completion",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Prints a script that makes bash or zsh complete the words and options of ./leat. For this shell:",
            "  source <(./leat completion)",
            ""
        })
final class CompletionCommand extends Word implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("leat", spec.root().commandLine()));
        return ExitCodes.FINE;
    }
}
