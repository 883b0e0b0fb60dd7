package dev.leat.examples.onlineretail.demo;

import dev.leat.examples.onlineretail.load.OnError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the demo. */
@Command(
        name = "demo",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Real retail events on a real MongoDB, projected by several replicas, one of them killed.",
            "Loads a file of events through the event store while replica processes keep four read models; kills a"
                    + " replica with SIGKILL and starts it again; at the end computes each read model anew straight from"
                    + " the file and compares all documents. The last line is the verdict.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exact: the read models hold each event once, in order",
            "1:they differ, or the demo could not come to a verdict, for example for a malformed line",
            "2:wrong usage",
            "130, 143:ended by Ctrl-C or SIGTERM; no process and no temporary file is left"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int MAX_REPLICAS = 32;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Events, one JSON object a line: streamId, type, time, data. Plain or gzip, of any size."
                    + " Default: the sample, 87,922 events of November 2011.")
    private @Nullable Path events;

    @Option(names = "--limit", paramLabel = "N", description = "Load the first N events only.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--on-error",
            paramLabel = "stop|park",
            defaultValue = "stop",
            description = "What to do at a malformed line: stop (the default) ends with its number and the reason;"
                    + " park sets it aside, counts it and goes on.")
    private OnError onError = OnError.STOP;

    @Option(
            names = "--parked-lines",
            paramLabel = "FILE",
            defaultValue = "parked-lines.ndjson",
            description = "Where lines set aside are kept, with number and reason. Default: ${DEFAULT-VALUE}")
    private Path parkedLines = Path.of("parked-lines.ndjson");

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "A MongoDB replica set of one's own, 6.0 or newer; the demo works there in databases of its"
                    + " own and drops them. Default: LEAT_MONGODB_URI, else one that dev/mongodb starts.")
    private @Nullable String uri;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "3",
            description = "Replica processes. Default: ${DEFAULT-VALUE}")
    private int replicas = 3;

    @Option(names = "--no-kill", description = "Kill no replica.")
    private boolean noKill;

    @Option(names = "--keep", description = "Leave MongoDB and the databases, and say where they are.")
    private boolean keep;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // Picocli acts on it.
    private boolean help;

    @Override
    public Integer call() throws Exception {
        require(
                replicas >= 1 && replicas <= MAX_REPLICAS,
                "--replicas takes 1 to " + MAX_REPLICAS + ", not " + replicas);
        require(limit >= 1, "--limit takes 1 or more, not " + limit);
        DemoOptions options = new DemoOptions(events, limit, onError, parkedLines, uri, replicas, !noKill, keep);
        try (Cleanup cleanup = Cleanup.withShutdownHook()) {
            try {
                return new Demo(options, cleanup).run() ? 0 : 1;
            } catch (RuntimeException | IOException e) {
                if (cleanup.hasBegun()) {
                    // Ended by a signal: what fails now fails because all is being taken back.
                    return CommandLine.ExitCode.SOFTWARE;
                }
                throw e;
            }
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
