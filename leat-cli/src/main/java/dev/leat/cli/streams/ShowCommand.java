package dev.leat.cli.streams;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.StreamBrowser;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the events of a stream. */
@Command(
        name = "show",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Shows the events of a stream, without their data unless it is asked for.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:the stream has no events", "2:wrong usage", "3:MongoDB does not answer"})
final class ShowCommand extends SourceWord {

    private static final JsonWriterSettings EXTENDED_JSON =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    @Parameters(index = "0", paramLabel = "STREAM", description = "Its id, as streams list shows it.")
    private String stream = "";

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            defaultValue = "1",
            description = "Begin with this version. Default: ${DEFAULT-VALUE}")
    private long from = 1;

    @Option(names = "--data", description = "Show the data too, as Extended JSON.")
    private boolean data;

    @Override
    int run(StreamBrowser streams, SourceId id) {
        StreamId wanted = Usage.of(spec, () -> StreamId.of(stream));
        List<FeedItem> events = streams.read(wanted, from, max + 1);
        if (events.isEmpty()) {
            System.err.println("Stream " + stream + " of source " + id + " has no events"
                    + (from > 1 ? " from version " + from + "." : "."));
            return ExitCodes.FOUND;
        }
        boolean more = events.size() > max;
        List<FeedItem> page = more ? events.subList(0, max) : events;
        if (json) {
            System.out.print(json(page));
        } else {
            System.out.print(text(page));
            System.out.print(more ? "There are more: --from, or --max." + System.lineSeparator() : "");
        }
        return ExitCodes.FINE;
    }

    private String text(List<FeedItem> events) {
        TextTable table =
                new TextTable().number("VERSION").text("TYPE").text("TIME").text("ID");
        if (data) {
            table.text("DATA");
        }
        for (FeedItem item : events) {
            String[] cells =
                    switch (item) {
                        case Event event ->
                            new String[] {
                                event.version() == Event.NO_VERSION ? "-" : Shown.number(event.version()),
                                event.type().name(),
                                event.time().toString(),
                                event.id().toString(),
                                data(event)
                            };
                        case UnreadableEvent event ->
                            new String[] {
                                "?",
                                "cannot be read: " + event.reason(),
                                "?",
                                event.id().toString(),
                                ""
                            };
                    };
            table.row(data ? cells : java.util.Arrays.copyOf(cells, cells.length - 1));
        }
        return table.toString();
    }

    private static String data(Event event) {
        return event.data() instanceof BsonDocument document
                ? document.toJson(EXTENDED_JSON)
                : event.data().toString();
    }

    private String json(List<FeedItem> events) {
        ArrayNode array = Json.array();
        for (FeedItem item : events) {
            ObjectNode json = array.addObject().put("id", item.id().toString());
            switch (item) {
                case Event event -> {
                    json.put("stream", event.stream().value())
                            .put("version", event.version())
                            .put("type", event.type().name())
                            .put("time", event.time().toString());
                    if (data) {
                        json.set("data", Json.parse(data(event)));
                    }
                }
                case UnreadableEvent event -> json.put("unreadable", event.reason());
            }
        }
        return Json.line(array);
    }
}
