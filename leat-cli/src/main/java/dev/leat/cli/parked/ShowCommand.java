package dev.leat.cli.parked;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.UnreadableEvent;
import dev.leat.operate.ParkedDetails;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows one parked key: the event that failed, why, and what waits behind it. */
@Command(
        name = "show",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Shows a parked key: the event that failed, why, and what waits behind it.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:the key is not parked", "2:wrong usage", "3:MongoDB does not answer"})
final class ShowCommand extends ProjectionWord {

    private static final JsonWriterSettings EXTENDED_JSON = JsonWriterSettings.builder()
            .outputMode(JsonMode.EXTENDED)
            .indent(true)
            .build();

    @Parameters(index = "1", paramLabel = "KEY", description = "As parked list shows it.")
    private String key = "";

    @Option(
            names = "--document",
            description =
                    "Print nothing but the event's document, payload and all, as Extended JSON: change a copy of it"
                            + " and give that to parked edit.")
    private boolean document;

    @Option(
            names = "--max-queue",
            paramLabel = "N",
            defaultValue = "20",
            description = "Show so many events that wait. Default: ${DEFAULT-VALUE}")
    private int maxQueue = 20;

    @Override
    int run(ParkedKeys parked, ProjectionId id) {
        Optional<ParkedDetails> found = parked.show(id, Key.of(key), Math.max(1, maxQueue));
        if (found.isEmpty()) {
            System.err.println("Key " + key + " of projection " + id + " is not parked.");
            return ExitCodes.FOUND;
        }
        ParkedDetails details = found.get();
        if (document) {
            return printDocument(details);
        }
        System.out.print(json ? Json.line(json(details)) : text(details));
        return ExitCodes.FINE;
    }

    private int printDocument(ParkedDetails details) {
        if (!(details.document() instanceof BsonDocument stored)) {
            System.err.println("Event " + details.event().id() + " is no longer in its collection.");
            return ExitCodes.FOUND;
        }
        System.out.println(stored.toJson(EXTENDED_JSON));
        return ExitCodes.FINE;
    }

    private static String text(ParkedDetails details) {
        ParkedKey parked = details.key();
        StringBuilder text = new StringBuilder();
        line(text, "key", parked.key() + " of partition " + parked.partition());
        line(text, "state", parked.state() + " after " + Shown.number(parked.attempts()) + " attempts");
        line(text, "error", parked.error());
        ParkRequest request = parked.request();
        if (request != null) {
            line(
                    text,
                    "asked",
                    ParkedJson.name(request.action()) + " by " + Shown.orDash(request.by()) + ": "
                            + Shown.orDash(request.reason()));
        }
        line(text, "failed", words(details.event()));
        text.append(System.lineSeparator());
        TextTable queue = new TextTable().number("POSITION").text("EVENT");
        for (ParkedEvent event : details.queue()) {
            queue.row(event.position().toString(), event.id().toString());
        }
        text.append(queue);
        if (details.more()) {
            text.append(" ... and more").append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String words(FeedItem item) {
        return switch (item) {
            case Event event -> event + ", of " + Shown.time(event.time());
            case UnreadableEvent event ->
                "event " + event.id() + " at position " + event.position() + ", which cannot be read: "
                        + event.reason();
        };
    }

    private static ObjectNode json(ParkedDetails details) {
        ObjectNode json = ParkedJson.of(details.key());
        ObjectNode event = json.putObject("event");
        event.put("id", details.event().id().toString());
        switch (details.event()) {
            case Event readable ->
                event.put("stream", readable.stream().value())
                        .put("version", readable.version())
                        .put("type", readable.type().name())
                        .put("time", readable.time().toString());
            case UnreadableEvent unreadable -> event.put("unreadable", unreadable.reason());
        }
        ArrayNode queue = json.putArray("queue");
        for (ParkedEvent waiting : details.queue()) {
            queue.addObject()
                    .put("position", waiting.position().value())
                    .put("event", waiting.id().toString());
        }
        return json.put("more", details.more());
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(String.format("%-8s", label)).append(content).append(System.lineSeparator());
    }
}
