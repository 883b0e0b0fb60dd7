package dev.leat.cli.streams;

import dev.leat.cli.options.Word;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line of streams. */
@Command(
        name = "streams",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Shows the streams of a source, and the events of one of them.", ""},
        subcommands = {ListCommand.class, ShowCommand.class})
public final class StreamsCommand extends Word implements Runnable {

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what: list or show.");
    }
}
