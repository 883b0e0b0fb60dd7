package dev.leat.cli.rebuild;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.Rebuilds;
import dev.leat.rebuild.LiveVersion;
import dev.leat.rebuild.LiveVersion.Switch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** Shows which version was live when, and who changed it. */
@Command(
        name = "history",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Shows when another version was made live, by whom and why, newest first.", ""})
final class HistoryCommand extends DatabaseWord {

    @Parameters(index = "0", paramLabel = "NAME", description = "The projection.")
    private String name = "";

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) {
        LiveVersion live = new Rebuilds(stores).of(name).live();
        System.out.print(json ? json(live) : text(live));
        return ExitCodes.FINE;
    }

    private static String text(LiveVersion live) {
        TextTable table = new TextTable()
                .text("AT")
                .number("FROM")
                .number("TO")
                .text("BY")
                .text("REASON");
        for (Switch each : live.history()) {
            table.row(Shown.time(each.at()), "" + each.from(), "" + each.to(), each.by(), each.reason());
        }
        return live.id() + " is live since " + Shown.time(live.since()) + System.lineSeparator() + table;
    }

    private static String json(LiveVersion live) {
        ArrayNode array = Json.array();
        for (Switch each : live.history()) {
            array.addObject()
                    .put("at", each.at().toString())
                    .put("from", each.from())
                    .put("to", each.to())
                    .put("by", each.by())
                    .put("reason", each.reason());
        }
        return Json.line(array);
    }
}
