package dev.leat.cli.options;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a word speaks to. */
public final class DatabaseOptions {

    private static final String URI_VARIABLE = "LEAT_MONGODB_URI";
    private static final String DATABASE_VARIABLE = "LEAT_DATABASE";
    private static final long SERVER_WAIT_SECONDS = 15;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--uri",
            paramLabel = "URI",
            defaultValue = "${env:" + URI_VARIABLE + "}",
            showDefaultValue = Visibility.NEVER,
            description = "The replica set: mongodb://... Default: " + URI_VARIABLE
                    + ", which other users of the machine cannot see.")
    private @Nullable String uri;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            required = true,
            defaultValue = "${env:" + DATABASE_VARIABLE + "}",
            showDefaultValue = Visibility.NEVER,
            description = "The database of events and read models. Default: " + DATABASE_VARIABLE + ".")
    private String database = "";

    @Option(
            names = "--leat-database",
            paramLabel = "NAME",
            description = "The database of Leat's own documents. Default: the other one's name and "
                    + LeatMongoBuilder.LEAT_DATABASE_SUFFIX + ".")
    private @Nullable String leatDatabase;

    public String database() {
        return database;
    }

    /** A client that gives up soon when no server answers, for the caller to close. */
    public MongoClient client() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_WAIT_SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(connectionString())
                .applicationName("leat-cli")
                .build());
    }

    /** What is stored, for the caller to close. */
    public LeatMongo stores(MongoClient client, LeatDefinition definition) {
        LeatMongoBuilder builder =
                definition.configure(LeatMongo.builder(client)).database(database);
        if (leatDatabase != null) {
            builder.leatDatabase(leatDatabase);
        }
        return builder.build();
    }

    private ConnectionString connectionString() {
        String text = uri;
        if (text == null || text.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "No database server is named: give --uri or set " + URI_VARIABLE + ".");
        }
        try {
            return new ConnectionString(text);
        } catch (IllegalArgumentException e) {
            // The driver's words may quote what was given, and so the password.
            throw new ParameterException(
                    spec.commandLine(),
                    "--uri or " + URI_VARIABLE + " is no connection string of MongoDB. It looks like"
                            + " mongodb://user:password@host:27017/?replicaSet=name, with special characters of the"
                            + " password percent-encoded.");
        }
    }
}
