package dev.leat.cli.options;

import com.mongodb.client.MongoClient;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A word that speaks to a database, connected while it runs. */
public abstract class DatabaseWord extends Word implements Callable<Integer> {

    @Mixin
    protected DatabaseOptions database = new DatabaseOptions();

    @Mixin
    protected DefinitionOptions definition = new DefinitionOptions();

    @Option(names = "--json", description = "Print JSON, for programs to read.")
    protected boolean json;

    @Override
    public final Integer call() throws Exception {
        checkUsage();
        try (Definitions definitions = definition.open();
                MongoClient client = database.client()) {
            LeatDefinition defined = definition.load(definitions);
            try (LeatMongo stores = database.stores(client, defined)) {
                return run(stores, defined);
            }
        }
    }

    /** Complains about what can be seen to be wrong without a connection. */
    protected void checkUsage() {}

    /**
     * Does the work.
     *
     * @return one of {@link ExitCodes}
     */
    protected abstract int run(LeatMongo stores, LeatDefinition defined) throws Exception;
}
