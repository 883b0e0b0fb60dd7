package dev.leat.examples.firstprojection;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.List;
import org.bson.Document;

/** The words of the tutorial: quickstart, deposit, withdraw, project, show, retry. */
public final class Main {

    private static final String DATABASE = "bank";
    private static final int ACCOUNTS = 10;
    private static final List<String> BRANCHES = List.of("harbour", "market", "station");

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        String word = words.isEmpty() ? "quickstart" : words.getFirst();
        try (MongoClient client = MongoClients.create(System.getenv("LEAT_MONGODB_URI"));
                LeatMongo stores = stores(client)) {
            switch (word) {
                case "quickstart" -> System.out.println(Quickstart.run(client, "quickstart"));
                case "deposit" -> deposit(stores.eventStore(), Integer.parseInt(words.get(1)));
                case "withdraw" -> withdraw(stores.eventStore(), words.get(1), Long.parseLong(words.get(2)));
                case "project" -> project(stores, words.get(1));
                case "show" -> show(client.getDatabase(DATABASE), leat(stores, "show"));
                case "retry" -> retry(leat(stores, "retry"), words.get(1), words.get(2));
                default -> {
                    System.err.println("words: quickstart, deposit N, withdraw ACCOUNT CENTS, project NAME, show,"
                            + " retry PROJECTION KEY");
                    System.exit(2);
                }
            }
        }
    }

    static LeatMongo stores(MongoClient client) {
        return LeatMongo.builder(client).database(DATABASE).types(Bank.TYPES).build();
    }

    /** A replica with both projections. It works once it is started; its status can be asked all the same. */
    static Leat leat(LeatMongo stores, String name) {
        return Leat.builder(stores)
                .replicaName(name)
                .exactlyOnce(Bank.accounts())
                .exactlyOnce(Bank.turnover())
                .build();
    }

    private static void deposit(EventStore store, int count) {
        for (int i = 0; i < count; i++) {
            String branch = BRANCHES.get(i % BRANCHES.size());
            append(store, "account-" + i % ACCOUNTS, new Bank.Deposited(100, branch));
        }
        System.out.println(count + " deposits of 100 cents appended");
    }

    private static void withdraw(EventStore store, String account, long cents) {
        append(store, account, new Bank.Withdrawn(cents, BRANCHES.getFirst()));
        System.out.println(cents + " cents withdrawn from " + account);
    }

    private static void append(EventStore store, String account, Object event) {
        store.append(StreamId.of(account), ExpectedVersion.any(), List.of(NewEvent.of(event)))
                .orThrow();
    }

    /** Works until it is killed or asked to stop. */
    private static void project(LeatMongo stores, String name) throws InterruptedException {
        Leat leat = leat(stores, name);
        Runtime.getRuntime().addShutdownHook(new Thread(leat::close));
        leat.start();
        System.out.println(name + "  is process " + ProcessHandle.current().pid());
        while (true) {
            for (ProjectionStatus projection : leat.status().projections()) {
                System.out.printf(
                        "%s  %s: %d of %d partitions here, lag %d events, %d keys parked%n",
                        name,
                        projection.projection(),
                        ownedBy(name, projection),
                        projection.partitions().size(),
                        projection.lagEvents(),
                        projection.parked().count());
            }
            Thread.sleep(2_000);
        }
    }

    private static long ownedBy(String name, ProjectionStatus projection) {
        return projection.partitions().stream()
                .filter(partition ->
                        partition.owner() != null && partition.owner().name().equals(name))
                .count();
    }

    private static void show(MongoDatabase database, Leat leat) {
        System.out.println("events    " + database.getCollection("events").countDocuments());
        for (String readModel : List.of("accounts", "turnover")) {
            for (Document document : database.getCollection(readModel).find().sort(new Document("_id", 1))) {
                System.out.println(readModel + "  " + document.toJson());
            }
        }
        leat.status()
                .projections()
                .forEach(projection -> projection
                        .parked()
                        .examples()
                        .forEach(parked -> System.out.println("parked    " + projection.projection() + " "
                                + parked.key() + " at position " + parked.failedAt() + ", " + parked.state() + ": "
                                + parked.error())));
    }

    private static void retry(Leat leat, String projection, String key) {
        String by = System.getProperty("user.name");
        int asked = leat.parked().retry(new ProjectionId(projection, 1), Key.of(key), by, "mended what made it fail");
        System.out.println(asked > 0 ? "asked for a retry" : "that key is not parked");
    }
}
