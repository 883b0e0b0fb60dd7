package dev.leat.examples.onlineretail.demo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.examples.onlineretail.check.Comparison;
import dev.leat.examples.onlineretail.check.ExpectedReadModels;
import dev.leat.examples.onlineretail.check.ParkedNumbers;
import dev.leat.examples.onlineretail.check.Verdict;
import dev.leat.examples.onlineretail.load.EventFile;
import dev.leat.examples.onlineretail.load.ParkedLines;
import dev.leat.examples.onlineretail.replica.ReplicaFleet;
import dev.leat.examples.onlineretail.replica.RetailDefinition;
import dev.leat.examples.onlineretail.replica.RetailLeat;
import dev.leat.examples.onlineretail.server.MongoServer;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.observe.LeatListener;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonDocument;

/** The plot: MongoDB, replicas, load, a kill, and the verdict. Used once, by one thread. */
final class Demo {

    private static final String DATABASE = "online_retail";
    private static final long SERVER_WAIT_SECONDS = 10;

    private final DemoOptions options;
    private final Cleanup cleanup;

    Demo(DemoOptions options, Cleanup cleanup) {
        this.options = options;
        this.cleanup = cleanup;
    }

    /**
     * Plays it.
     *
     * @return true when the read models are exact
     */
    boolean run() throws IOException, InterruptedException {
        EventFile file = options.events() == null ? EventFile.sample() : EventFile.of(options.events());
        long total = countEvents(file);
        MongoServer server = startServer();
        String database = server.isOurs()
                ? DATABASE
                : DATABASE + "_" + UUID.randomUUID().toString().substring(0, 8);
        MongoClient client = connect(server);
        LeatMongo stores = RetailLeat.stores(client, database);
        cleanup.add(stores);
        if (!server.isOurs() && !options.keep()) {
            cleanup.add(() -> drop(client, database));
        }
        stores.prepare(List.of(SourceId.DEFAULT));
        Leat observer = RetailLeat.replica(stores, "demo", new LeatListener() {});

        List<String> names = IntStream.rangeClosed(1, options.replicas())
                .mapToObj(number -> "replica-" + number)
                .toList();
        ReplicaFleet fleet = new ReplicaFleet(server.uri(), database, temporaryFolder());
        cleanup.add(fleet);

        ParkedLines parked = new ParkedLines(options.parkedLines());
        DemoRun run = new DemoRun(options, names, observer, stores.eventStore(), fleet, cleanup::hasBegun);
        DemoRun.Outcome outcome = run.play(file, total, parked);
        parked.close();
        Verdict verdict = compare(file, parked, client.getDatabase(database));
        fleet.close();
        CheckReport history = checkHistory(stores);
        tell(outcome, parked, server, database);
        verdict.firstDifferences().forEach(difference -> System.out.println("  " + difference));
        history.findings().forEach(finding -> System.out.println("  " + finding));
        System.out.println(outcome.rate());
        System.out.println(verdict.line());
        return verdict.isExact() && history.isClean();
    }

    /** A second opinion, of what Leat keeps itself too; the verdict's own truth knows nothing of Leat. */
    private static CheckReport checkHistory(LeatMongo stores) {
        CheckReport report =
                HistoryChecker.of(stores, new RetailDefinition().projections()).check();
        System.out.printf(
                Locale.ROOT,
                "history checked: %,d events in the ledger, %,d effects folded anew, %,d findings%n",
                report.events(),
                report.applied(),
                report.counts().values().stream().mapToLong(Long::longValue).sum());
        return report;
    }

    private long countEvents(EventFile file) throws IOException {
        long lines;
        try {
            lines = file.countLines();
        } catch (IOException e) {
            throw new DemoFailure(
                    "Cannot read " + file.name() + ": " + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + ". Is the path right, and the file whole?");
        }
        if (lines == 0) {
            throw new DemoFailure("There is no event in " + file.name() + ": it is empty.");
        }
        long total = Math.min(lines, options.limit());
        System.out.printf(Locale.ROOT, "%s: %,d events%n", file.name(), total);
        return total;
    }

    private MongoServer startServer() throws IOException, InterruptedException {
        String uri = options.uri();
        if (uri != null) {
            return MongoServer.given(uri);
        }
        String home = System.getProperty("leat.home", ".");
        MongoServer server = MongoServer.ofScript(
                Path.of(home), "demo-" + ProcessHandle.current().pid());
        cleanup.add(server);
        server.start(options.keep());
        return server;
    }

    private MongoClient connect(MongoServer server) {
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_WAIT_SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(new ConnectionString(server.uri()))
                .build());
        cleanup.add(client);
        return client;
    }

    private Path temporaryFolder() throws IOException {
        Path folder = Files.createTempDirectory("leat-demo-");
        cleanup.add(() -> delete(folder));
        return folder;
    }

    private Verdict compare(EventFile file, ParkedLines parked, MongoDatabase database) throws IOException {
        System.out.println("computing the read models anew, straight from the file, and comparing all documents");
        try (ParkedNumbers numbers = parked.count() == 0 ? ParkedNumbers.none() : ParkedNumbers.in(parked.path())) {
            ExpectedReadModels expected = ExpectedReadModels.of(file, options.limit(), numbers);
            return Comparison.compare(
                    expected,
                    collection -> database.getCollection(collection, BsonDocument.class)
                            .find());
        }
    }

    private void tell(DemoRun.Outcome outcome, ParkedLines parked, MongoServer server, String database) {
        if (parked.count() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d malformed lines were parked, with number and reason, in %s%n",
                    parked.count(),
                    parked.path());
        }
        outcome.parkedKeys().forEach(System.out::println);
        outcome.kill().ifPresent(System.out::println);
        if (options.keep()) {
            System.out.println("kept: " + server.uri());
            System.out.println("  database " + database + ": events, stream_summary, product_day_sales,"
                    + " customer_value, stock_movement");
            System.out.println(
                    "  database " + database + LeatMongoBuilder.LEAT_DATABASE_SUFFIX + ": Leat's own documents");
            if (server.isOurs()) {
                System.out.println("  judge it with ./leat verify --uri '" + server.uri() + "' --database " + database
                        + " --classpath examples/online-retail/target/classes --definition "
                        + RetailDefinition.class.getName());
                System.out.println("  stop it with " + server.stopCommand());
            }
        }
    }

    private static void drop(MongoClient client, String database) {
        client.getDatabase(database).drop();
        client.getDatabase(database + LeatMongoBuilder.LEAT_DATABASE_SUFFIX).drop();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
