package dev.leat.cli.parked;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.lease.Registration;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists parked keys. */
@Command(
        name = "list",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {"Lists parked keys, those that Leat still retries by itself included.", ""})
final class ListCommand extends DatabaseWord {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROJECTION",
            description = "NAME:VERSION, or NAME for all its versions. Default: all projections.")
    private @Nullable String projection;

    @Option(names = "--error", paramLabel = "WORDS", description = "Only keys whose error has these words in it.")
    private String error = "";

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) {
        ParkedKeys parked = ParkedKeys.of(stores);
        List<ParkedKey> keys = stores.state().registrations().stream()
                .map(Registration::projection)
                .filter(this::isWanted)
                .flatMap(id -> parked.list(id).stream())
                .filter(key -> key.error().contains(error))
                .toList();
        if (json) {
            System.out.print(Json.line(ParkedJson.of(keys)));
        } else if (keys.isEmpty()) {
            System.out.println("No key is parked.");
        } else {
            System.out.print(text(keys));
        }
        return ExitCodes.FINE;
    }

    private boolean isWanted(ProjectionId id) {
        return projection == null
                || id.toString().equals(projection)
                || id.name().equals(projection);
    }

    static String text(List<ParkedKey> keys) {
        TextTable table = new TextTable()
                .text("PROJECTION")
                .text("KEY")
                .text("STATE")
                .number("POSITION")
                .number("ATTEMPTS")
                .text("ASKED")
                .text("ERROR");
        for (ParkedKey key : keys) {
            ParkRequest request = key.request();
            table.row(
                    key.partition().projection().toString(),
                    key.key().value(),
                    key.state().name(),
                    key.failedAt().toString(),
                    Shown.number(key.attempts()),
                    request == null ? "-" : ParkedJson.name(request.action()) + " by " + Shown.orDash(request.by()),
                    key.error());
        }
        return table.toString();
    }
}
