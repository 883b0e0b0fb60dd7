package dev.leat.cli.rebuild;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Sample;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.lease.Registration;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.Rebuilds;
import dev.leat.partition.ProjectionId;
import dev.leat.partition.SlotSet;
import dev.leat.verify.VersionComparison;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the documents of two versions. */
@Command(
        name = "compare",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Compares the documents of a version with those of the live one, while replicas work on both: what differs is"
                    + " looked at again. Whether the new version is the fold of its events tells verify: ./leat verify"
                    + " --projection NAME:VERSION --sample 5%% --definition ...",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the same", "1:documents differ", "2:wrong usage", "3:MongoDB does not answer"})
final class CompareCommand extends DatabaseWord {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @Parameters(index = "0", paramLabel = "PROJECTION", description = "NAME:VERSION.")
    private String projection = "";

    @Option(
            names = "--with",
            paramLabel = "VERSION",
            description = "Compare with this version of it. Default: the live one.")
    private @Nullable Integer with;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "Compare a share (5%%) of the keys, or those of so many (50) of the 1024 slots.")
    private @Nullable String sample;

    @Option(
            names = "--looks",
            paramLabel = "N",
            defaultValue = "4",
            description = "Look so often at what differs, 2 s apart. Default: ${DEFAULT-VALUE}")
    private int looks = 4;

    private SlotSet slots = SlotSet.ALL;

    @Override
    protected void checkUsage() {
        slots = sample == null ? SlotSet.ALL : Usage.of(spec, () -> Sample.parse(String.valueOf(sample)));
        Usage.require(spec, looks >= 1, "--looks takes 1 or more, not " + looks);
    }

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) {
        ProjectionId after = Usage.of(spec, () -> ProjectionId.parse(projection));
        int version = with != null
                ? with
                : new Rebuilds(stores).of(after.name()).live().version();
        ProjectionId before = Usage.of(spec, () -> new ProjectionId(after.name(), version));
        Usage.require(spec, !before.equals(after), after + " is the live version itself: name another --with");
        VersionComparison comparison = VersionComparison.of(
                stores.state(),
                registration(stores, before),
                registration(stores, after),
                slots,
                looks,
                CompareCommand::pause);
        System.out.print(json ? json(comparison) : text(before, after, comparison));
        return comparison.isSame() ? ExitCodes.FINE : ExitCodes.FOUND;
    }

    private Registration registration(LeatMongo stores, ProjectionId id) {
        List<Registration> known = stores.state().registrations();
        return known.stream()
                .filter(each -> each.projection().equals(id))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No projection " + id + " ever ran here; there are "
                                + known.stream().map(Registration::projection).toList()));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(ProjectionId before, ProjectionId after, VersionComparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s: %s documents, %s: %s documents%n",
                before, Shown.number(comparison.before()), after, Shown.number(comparison.after())));
        comparison.examples().forEach(example -> text.append(String.format("  %s%n", example)));
        comparison
                .fields()
                .forEach((field, count) ->
                        text.append(String.format("field %s differs in %s documents%n", field, Shown.number(count))));
        return text.append(
                        comparison.isSame()
                                ? String.format("the same%n")
                                : String.format(
                                        "%s differ, %s only in %s, %s only in %s%n",
                                        Shown.number(comparison.differing()),
                                        Shown.number(comparison.onlyBefore()),
                                        before,
                                        Shown.number(comparison.onlyAfter()),
                                        after))
                .toString();
    }

    private static String json(VersionComparison comparison) {
        ObjectNode json = Json.object()
                .put("same", comparison.isSame())
                .put("before", comparison.before())
                .put("after", comparison.after())
                .put("differing", comparison.differing())
                .put("onlyBefore", comparison.onlyBefore())
                .put("onlyAfter", comparison.onlyAfter());
        ObjectNode fields = json.putObject("fields");
        comparison.fields().forEach(fields::put);
        ArrayNode examples = json.putArray("examples");
        comparison.examples().forEach(examples::add);
        return Json.line(json);
    }
}
