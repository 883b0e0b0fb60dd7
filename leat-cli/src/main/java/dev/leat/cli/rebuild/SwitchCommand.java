package dev.leat.cli.rebuild;

import dev.leat.operate.Rebuilds;
import dev.leat.partition.ProjectionId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a version live. */
@Command(
        name = "switch",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Makes a version live: readers of the view see it from now on, all at once. It is refused while the version lags,"
                    + " has more parked keys than the live one, or no replica works on it.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is live", "1:refused, nothing was changed", "2:wrong usage", "3:MongoDB does not answer"})
final class SwitchCommand extends ChangeWord {

    @Parameters(index = "0", paramLabel = "PROJECTION", description = "NAME:VERSION.")
    private String projection = "";

    @Option(
            names = "--max-lag",
            paramLabel = "EVENTS",
            defaultValue = "" + Rebuilds.DEFAULT_MAX_LAG,
            description = "How many events it may be behind. Default: ${DEFAULT-VALUE}")
    private long maxLag = Rebuilds.DEFAULT_MAX_LAG;

    @Override
    String change(Rebuilds rebuilds) {
        ProjectionId id = ProjectionId.parse(projection);
        rebuilds.makeLive(id, maxLag, by, reason);
        return id + " is live.";
    }
}
