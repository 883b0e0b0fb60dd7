package dev.leat.cli.rebuild;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.RefusedException;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.Rebuilds;
import picocli.CommandLine.Option;

/** A word that changes what readers see, with who and why. */
abstract class ChangeWord extends DatabaseWord {

    @Option(names = "--reason", paramLabel = "WORDS", required = true, description = "Why, for the history.")
    protected String reason = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who asks, for the history. Default: ${DEFAULT-VALUE}")
    protected String by = "";

    @Override
    protected final int run(LeatMongo stores, LeatDefinition defined) {
        try {
            String done = Usage.of(spec, () -> change(new Rebuilds(stores)));
            System.out.print(json ? Json.line(Json.object().put("done", done)) : done + System.lineSeparator());
            return ExitCodes.FINE;
        } catch (RefusedException | ConfigurationException e) {
            System.err.println("Nothing was changed: " + e.getMessage());
            return ExitCodes.FOUND;
        }
    }

    /** Changes it and tells what was done. */
    abstract String change(Rebuilds rebuilds);
}
