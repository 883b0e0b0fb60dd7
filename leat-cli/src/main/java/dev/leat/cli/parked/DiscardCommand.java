package dev.leat.cli.parked;

import dev.leat.cli.options.Usage;
import dev.leat.event.Position;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkSelection;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks to leave the event that failed out. */
@Command(
        name = "discard",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Asks to leave the event that failed out of the projection, for good, and to go on with the rest of the queue."
                    + " The event stays in its collection.",
            "One key, with the position that was seen, so that no other event is discarded unseen: discard PROJECTION KEY"
                    + " --position N. Or in bulk: discard PROJECTION --error WORDS --yes.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:asked; with --wait: no longer parked",
            "1:no such key is parked so; with --wait: still parked",
            "2:wrong usage",
            "3:MongoDB does not answer"
        })
final class DiscardCommand extends RequestWord {

    @Parameters(index = "1", arity = "0..1", paramLabel = "KEY", description = "As parked list shows it.")
    private @Nullable String key;

    @Option(
            names = "--position",
            paramLabel = "N",
            description = "With KEY: where the event stands that failed, as parked list shows it.")
    private @Nullable Long position;

    @Option(names = "--error", paramLabel = "WORDS", description = "All keys whose error has these words in it.")
    private @Nullable String error;

    @Option(names = "--all", description = "All parked keys of the projection.")
    private boolean all;

    @Option(names = "--yes", description = "In bulk: whatever event each key has failed at.")
    private boolean yes;

    @Override
    protected void checkUsage() {
        int ways = (key != null ? 1 : 0) + (error != null ? 1 : 0) + (all ? 1 : 0);
        Usage.require(spec, ways == 1, "Give one of KEY, --error and --all");
        Usage.require(
                spec,
                (key != null) == (position != null),
                "KEY and --position belong together: parked list shows the position");
        Usage.require(spec, key != null || yes, "--error and --all discard events unseen: add --yes if that is meant");
    }

    @Override
    int run(ParkedKeys parked, ProjectionId id) throws InterruptedException {
        ParkSelection selection = Usage.of(spec, () -> selection(id));
        return ask(parked, selection, (by, reason) -> parked.discard(selection, by, reason));
    }

    private ParkSelection selection(ProjectionId id) {
        if (key != null && position != null) {
            return new ParkSelection.Keys(id, Set.of(Key.of(key)), Position.of(position));
        }
        return error != null ? new ParkSelection.WithError(id, error) : new ParkSelection.All(id);
    }
}
