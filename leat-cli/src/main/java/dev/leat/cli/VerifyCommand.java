package dev.leat.cli;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Projection;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the check. */
@Command(
        name = "verify",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Judges whether a database holds what Leat guarantees: every committed event once in the ledger, positions"
                    + " dense, streams in order, checkpoints possible, and, with a definition, every read-model document"
                    + " equal to the fold of its events.",
            "It only reads, and replicas may be at work meanwhile.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:clean: nothing was found in what was judged",
            "1:there are findings",
            "2:wrong usage",
            "3:could not check: MongoDB does not answer, or the definition is not that of the replicas"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final String URI_VARIABLE = "LEAT_MONGODB_URI";
    private static final long SERVER_WAIT_SECONDS = 15;

    @Spec
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
            description = "The database of events and read models.")
    private String database = "";

    @Option(
            names = "--leat-database",
            paramLabel = "NAME",
            description = "The database of Leat's own documents. Default: the other one's name and "
                    + LeatMongoBuilder.LEAT_DATABASE_SUFFIX + ".")
    private @Nullable String leatDatabase;

    @Option(
            names = "--definition",
            paramLabel = "CLASS",
            description = "The class that tells event types and projections, a dev.leat.mongodb.LeatDefinition. Without"
                    + " it documents are not judged.")
    private @Nullable String definition;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where the definition and what it needs are found: folders of classes, jars, folders of jars,"
                    + " separated as in Java. May be given several times.")
    private List<String> classpath = List.of();

    @Option(
            names = "--projection",
            paramLabel = "NAME",
            description = "Judge the documents of this projection only: NAME, or NAME:VERSION. May be given several"
                    + " times.")
    private List<String> only = List.of();

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description =
                    "Judge a share (5%%) of the streams and keys, or those of so many (50) of the 1024 slots; the same ones each"
                            + " time. Ledger positions, checkpoints and queues are judged whole.")
    private @Nullable String sample;

    @Option(
            names = "--events-per-pass",
            paramLabel = "N",
            defaultValue = "" + HistoryChecker.DEFAULT_EVENTS_PER_PASS,
            description = "Events judged at a time: bounds the memory, and costs a reading of the ledger for each pass."
                    + " Default: ${DEFAULT-VALUE}")
    private int eventsPerPass = HistoryChecker.DEFAULT_EVENTS_PER_PASS;

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            description = "Then look at epochs, checkpoints and ledger ends each second for so long, and tell what goes"
                    + " back: 30s, 5m, 1h.")
    private @Nullable String watch;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // Picocli acts on it.
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        SlotSet slots = sample == null ? SlotSet.ALL : usage(() -> Sample.parse(String.valueOf(sample)));
        Duration watchFor = watch == null ? Duration.ZERO : usage(() -> Durations.parse(String.valueOf(watch)));
        require(eventsPerPass >= 1, "--events-per-pass takes 1 or more, not " + eventsPerPass);
        require(definition != null || classpath.isEmpty(), "--classpath is of use with --definition only");
        require(definition != null || only.isEmpty(), "--projection is of use with --definition only");
        ConnectionString server = connectionString();
        try (Definitions definitions = new Definitions(classpath);
                MongoClient client = connect(server)) {
            LeatDefinition defined =
                    definition == null ? Definitions.NONE : usage(() -> definitions.load(String.valueOf(definition)));
            List<Projection<?>> projections = usage(() -> Definitions.select(defined.projections(), only));
            LeatMongoBuilder builder =
                    defined.configure(LeatMongo.builder(client)).database(database);
            if (leatDatabase != null) {
                builder.leatDatabase(leatDatabase);
            }
            try (LeatMongo stores = builder.build()) {
                return verify(stores, projections, slots, watchFor);
            }
        }
    }

    private int verify(LeatMongo stores, List<Projection<?>> projections, SlotSet slots, Duration watchFor)
            throws InterruptedException {
        Definitions.requireFit(database, stores.state().registrations(), projections);
        CheckReport report = HistoryChecker.of(stores, projections)
                .slots(slots)
                .eventsPerPass(eventsPerPass)
                .progress(new ProgressLines(System.err))
                .check();
        Outcome outcome = new Outcome(database, slots.size(), report, Watching.run(stores, watchFor, System.err));
        System.out.print(json ? OutcomeJson.of(outcome) : OutcomeText.of(outcome));
        return outcome.isClean() ? 0 : 1;
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

    private static MongoClient connect(ConnectionString server) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_WAIT_SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(server)
                .build());
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /** Turns a complaint about what was given into wrong usage. */
    private <T> T usage(Supplier<T> given) {
        try {
            return given.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
