package dev.leat.cli.streams;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.Usage;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.StreamBrowser;
import picocli.CommandLine.Option;

/** A word about one source. */
abstract class SourceWord extends DatabaseWord {

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "events",
            description = "The event collection; one that others write needs the --definition that has its mapping."
                    + " Default: ${DEFAULT-VALUE}")
    private String source = "events";

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "50",
            description = "Show so many. Default: ${DEFAULT-VALUE}")
    protected int max = 50;

    @Override
    protected void checkUsage() {
        Usage.require(spec, max >= 1, "--max takes 1 or more, not " + max);
    }

    @Override
    protected final int run(LeatMongo stores, LeatDefinition defined) {
        return run(stores, Usage.of(spec, () -> SourceId.of(source)));
    }

    private int run(LeatMongo stores, SourceId id) {
        return run(stores.streams(id), id);
    }

    abstract int run(StreamBrowser streams, SourceId id);
}
