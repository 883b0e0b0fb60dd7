package dev.leat.cli.parked;

import dev.leat.cli.options.Usage;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkSelection;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for another try. */
@Command(
        name = "retry",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Asks to try the queue again from the event that failed, now and with a new budget.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:asked; with --wait: no longer parked",
            "1:no such key is parked; with --wait: still parked",
            "2:wrong usage",
            "3:MongoDB does not answer"
        })
final class RetryCommand extends RequestWord {

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY", description = "Keys, as parked list shows them.")
    private List<String> keys = List.of();

    @Option(names = "--error", paramLabel = "WORDS", description = "All keys whose error has these words in it.")
    private @Nullable String error;

    @Option(names = "--all", description = "All parked keys of the projection.")
    private boolean all;

    @Override
    protected void checkUsage() {
        int ways = (keys.isEmpty() ? 0 : 1) + (error != null ? 1 : 0) + (all ? 1 : 0);
        Usage.require(spec, ways == 1, "Give one of KEY..., --error and --all");
    }

    @Override
    int run(ParkedKeys parked, ProjectionId id) throws InterruptedException {
        ParkSelection selection = Usage.of(spec, () -> selection(id));
        return ask(parked, selection, (by, reason) -> parked.retry(selection, by, reason));
    }

    private ParkSelection selection(ProjectionId id) {
        if (all) {
            return new ParkSelection.All(id);
        }
        if (error != null) {
            return new ParkSelection.WithError(id, error);
        }
        Set<Key> wanted = keys.stream().map(Key::of).collect(Collectors.toSet());
        return new ParkSelection.Keys(id, wanted, null);
    }
}
