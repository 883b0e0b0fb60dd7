package dev.leat.cli.streams;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.event.Event;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.StreamBrowser;
import dev.leat.mongodb.StreamBrowser.StreamSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** Lists streams. */
@Command(
        name = "list",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Lists streams in the order of their ids, a page at a time.", ""})
final class ListCommand extends SourceWord {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PREFIX",
            description = "What their ids begin with. Default: all streams.")
    private String prefix = "";

    @Option(names = "--after", paramLabel = "STREAM", description = "Go on behind this stream, the last of a page.")
    private @Nullable String after;

    @Override
    int run(StreamBrowser streams, SourceId id) {
        StreamId behind = after == null ? null : Usage.of(spec, () -> StreamId.of(String.valueOf(after)));
        List<StreamSummary> found = streams.list(prefix, behind, max + 1);
        boolean more = found.size() > max;
        List<StreamSummary> page = more ? found.subList(0, max) : found;
        if (json) {
            System.out.print(json(page));
        } else if (page.isEmpty()) {
            System.out.println("No stream of source " + id + (prefix.isEmpty() ? "." : " begins with " + prefix + "."));
        } else {
            System.out.print(text(page));
            System.out.print(
                    more ? "There are more: --after '" + page.getLast().stream() + "'" + System.lineSeparator() : "");
        }
        return ExitCodes.FINE;
    }

    private static String text(List<StreamSummary> page) {
        TextTable table = new TextTable().text("STREAM").number("VERSION").text("LAST EVENT");
        for (StreamSummary each : page) {
            table.row(
                    each.stream().value(),
                    each.lastVersion() == Event.NO_VERSION ? "-" : Shown.number(each.lastVersion()),
                    each.lastTime() == null ? "-" : Shown.time(each.lastTime()));
        }
        return table.toString();
    }

    private static String json(List<StreamSummary> page) {
        ArrayNode array = Json.array();
        for (StreamSummary each : page) {
            array.addObject()
                    .put("stream", each.stream().value())
                    .put("version", each.lastVersion())
                    .put("lastTime", Json.text(each.lastTime()));
        }
        return Json.line(array);
    }
}
