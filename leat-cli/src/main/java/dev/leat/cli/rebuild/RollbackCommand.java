package dev.leat.cli.rebuild;

import dev.leat.operate.Rebuilds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes readers back to the version before. */
@Command(
        name = "rollback",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Takes readers back to the version that was live before, at once and whatever its lag.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the version before is live",
            "1:there is none, nothing was changed",
            "2:wrong usage",
            "3:MongoDB does not answer"
        })
final class RollbackCommand extends ChangeWord {

    @Parameters(index = "0", paramLabel = "NAME", description = "The projection.")
    private String name = "";

    @Override
    String change(Rebuilds rebuilds) {
        return rebuilds.rollBack(name, by, reason) + " is live again.";
    }
}
