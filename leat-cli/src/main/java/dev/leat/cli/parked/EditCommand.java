package dev.leat.cli.parked;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.event.Position;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.json.JsonParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Asks to fold another event in the place of the one that failed. */
@Command(
        name = "edit",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Asks to fold another event in the place of the one that failed. The failed one stays in its collection, and"
                    + " both are kept in the ruling. In three steps:",
            "  ./leat parked show PROJECTION KEY --document > event.json",
            "  (change event.json)",
            "  ./leat parked edit PROJECTION KEY --position N --document event.json --reason ...",
            "Where the service has mappings or typed events, give --definition, so that a replacement that cannot be read is"
                    + " refused at once.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:asked; with --wait: no longer parked",
            "1:no such key is parked so; with --wait: still parked",
            "2:wrong usage, or a replacement that cannot be read",
            "3:MongoDB does not answer"
        })
final class EditCommand extends RequestWord {

    private static final String STANDARD_INPUT = "-";

    @Parameters(index = "1", paramLabel = "KEY", description = "As parked list shows it.")
    private String key = "";

    @Option(
            names = "--position",
            paramLabel = "N",
            required = true,
            description = "Where the event stands that failed, as parked list shows it.")
    private long position;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            required = true,
            description = "The whole event document as it should have been, as Extended JSON; - for standard input.")
    private String file = "";

    @Override
    int run(ParkedKeys parked, ProjectionId id) throws InterruptedException {
        BsonDocument replacement = replacement();
        ParkSelection selection =
                Usage.of(spec, () -> new ParkSelection.Keys(id, Set.of(Key.of(key)), Position.of(position)));
        List<ParkedKey> seen = parked.list(selection);
        if (seen.isEmpty()) {
            System.err.println("Nothing was asked: key " + key + " is not parked at position " + position
                    + ". See ./leat parked list " + id + ".");
            return ExitCodes.FOUND;
        }
        return ask(parked, selection, (by, reason) -> parked.edit(seen.getFirst(), replacement, by, reason));
    }

    private BsonDocument replacement() {
        String text;
        try {
            text = file.equals(STANDARD_INPUT)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--document cannot be read: " + e, e);
        }
        try {
            return BsonDocument.parse(text);
        } catch (JsonParseException | BsonInvalidOperationException e) {
            // The parser's words may quote the payload, which is the user's own here.
            throw new ParameterException(
                    spec.commandLine(), "--document is no Extended JSON document: " + e.getMessage(), e);
        }
    }
}
