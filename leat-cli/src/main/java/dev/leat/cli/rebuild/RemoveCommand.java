package dev.leat.cli.rebuild;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.RefusedException;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.Rebuilds;
import dev.leat.partition.ProjectionId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a version that is live no more. */
@Command(
        name = "remove",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Removes a version for good: its read model, checkpoints, parked keys and rulings. It is refused while the version"
                    + " is live, or replicas have it in their code.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:removed", "1:refused, nothing was changed", "2:wrong usage", "3:MongoDB does not answer"})
final class RemoveCommand extends DatabaseWord {

    @Parameters(index = "0", paramLabel = "PROJECTION", description = "NAME:VERSION.")
    private String projection = "";

    @Option(names = "--yes", required = true, description = "Says that its documents may be deleted.")
    @SuppressWarnings("UnusedVariable") // That it is there is what counts.
    private boolean yes;

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) {
        ProjectionId id = Usage.of(spec, () -> ProjectionId.parse(projection));
        try {
            new Rebuilds(stores).remove(id);
        } catch (RefusedException | ConfigurationException e) {
            System.err.println("Nothing was changed: " + e.getMessage());
            return ExitCodes.FOUND;
        }
        String done = id + " is removed.";
        System.out.print(json ? Json.line(Json.object().put("done", done)) : done + System.lineSeparator());
        return ExitCodes.FINE;
    }
}
