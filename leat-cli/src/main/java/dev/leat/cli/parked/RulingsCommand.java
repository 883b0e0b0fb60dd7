package dev.leat.cli.parked;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.Ruling;
import dev.leat.partition.ProjectionId;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows what was discarded or replaced. */
@Command(
        name = "rulings",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Shows which events were discarded or replaced in a projection, in the order of positions.", ""})
final class RulingsCommand extends ProjectionWord {

    @Override
    int run(ParkedKeys parked, ProjectionId id) {
        List<Ruling> rulings = parked.rulings(id);
        if (json) {
            System.out.print(Json.line(ParkedJson.ofRulings(rulings)));
        } else if (rulings.isEmpty()) {
            System.out.println("No event was discarded or replaced.");
        } else {
            System.out.print(text(rulings));
        }
        return ExitCodes.FINE;
    }

    private static String text(List<Ruling> rulings) {
        TextTable table = new TextTable()
                .number("POSITION")
                .text("EVENT")
                .text("KEY")
                .text("ACTION")
                .text("BY")
                .text("REASON")
                .text("AT");
        for (Ruling ruling : rulings) {
            table.row(
                    ruling.event().position().toString(),
                    ruling.event().id().toString(),
                    ruling.key().value(),
                    ParkedJson.name(ruling.request().action()),
                    ruling.request().by(),
                    ruling.request().reason(),
                    Shown.time(ruling.at()));
        }
        return table.toString();
    }
}
