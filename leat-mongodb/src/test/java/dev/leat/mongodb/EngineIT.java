package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.Event;
import dev.leat.event.EventStore;
import dev.leat.lease.LeaseTiming;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas on a real MongoDB, from append to read model. */
@RealMongo
class EngineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<AutoCloseable> open = new ArrayList<>();
    private MongoClient client;
    private MongoDatabase database;
    private LeatMongo mongo;
    private EventStore store;

    @BeforeEach
    void connect(MongoClient realClient, TestDatabase testDatabase) {
        client = realClient;
        database = client.getDatabase(testDatabase.name());
        mongo = stores();
        store = mongo.eventStore();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
        client.getDatabase(database.getName() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX)
                .drop();
    }

    private LeatMongo stores() {
        LeatMongo stores = LeatMongo.builder(client)
                .database(database.getName())
                .types(Fixtures.TYPES)
                .build();
        open.add(stores);
        return stores;
    }

    private Leat replica(String name) {
        Leat leat = Leat.builder(stores())
                .replicaName(name)
                .exactlyOnce(Fixtures.accounts())
                .exactlyOnce(Fixtures.turnover())
                .build();
        open.add(leat);
        leat.start();
        return leat;
    }

    @Test
    void eventsBeforeAndAfterTheStart_takeEffectOnce() {
        for (int i = 0; i < 20; i++) {
            Fixtures.append(store, "old-" + i, new Fixtures.AccountOpened("o"), Fixtures.payment("EUR", "1.10"));
        }
        Leat leat = replica("r1");
        for (int i = 0; i < 20; i++) {
            Fixtures.append(store, "new-" + i, new Fixtures.AccountOpened("n"), Fixtures.payment("EUR", "2.20"));
        }
        awaitCaughtUp(leat, 80);
        assertThat(database.getCollection("accounts").countDocuments()).isEqualTo(40);
        assertThat(total("EUR")).isEqualByComparingTo("66.00");
    }

    @Test
    void replicas_shareThePartitions_andOneThatStopsHandsThemOver() {
        Leat first = replica("r1");
        Leat second = replica("r2");
        awaitOwners(first, 2);
        for (int i = 0; i < 50; i++) {
            Fixtures.append(store, "s-" + i % 10, Fixtures.payment("EUR", "1"), Fixtures.payment("USD", "2"));
        }
        second.close();
        for (int i = 0; i < 50; i++) {
            Fixtures.append(store, "s-" + i % 10, Fixtures.payment("EUR", "1"), Fixtures.payment("USD", "2"));
        }
        awaitCaughtUp(first, 200);
        awaitOwners(first, 1);
        assertThat(total("EUR")).isEqualByComparingTo("100");
        assertThat(total("USD")).isEqualByComparingTo("200");
        for (Document account : database.getCollection("accounts").find()) {
            assertThat(account.getList("versions", Long.class))
                    .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void ownerThatLivesButStandsStill_losesItsPartitions_andItsLateCommitChangesNothing() {
        CountDownLatch release = new CountDownLatch(1);
        Leat stuck = watched("r1", event -> release.await());
        awaitOwners(stuck, 1);
        Fixtures.append(store, "s", Fixtures.payment("EUR", "1"));
        Leat working = watched("r2", event -> {});
        Fixtures.append(store, "s", Fixtures.payment("EUR", "1"));
        Fixtures.append(store, "other", Fixtures.payment("EUR", "1"));
        awaitCaughtUp(working, 3);
        release.countDown();
        Fixtures.append(store, "s", Fixtures.payment("EUR", "1"));
        awaitCaughtUp(working, 4);
        Document account = database.getCollection("accounts")
                .find(new Document("_id", "s"))
                .first();
        assertThat(account).isNotNull();
        assertThat(account.getList("versions", Long.class)).containsExactly(1L, 2L, 3L);
    }

    private interface Obstacle {
        void pass(Event event) throws InterruptedException;
    }

    private Leat watched(String name, Obstacle obstacle) {
        Projection<Fixtures.Account> accounts = Projection.named("accounts")
                .into("accounts", Fixtures.Account.class)
                .partitions(4)
                .startingWith(Fixtures.Account.EMPTY)
                .on(Fixtures.PaymentReceived.class, (account, payment, event) -> {
                    obstacle.pass(event);
                    return account.plus(event, payment.amount());
                })
                .build();
        LeaseTiming impatient = new LeaseTiming(
                Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(3));
        Leat leat = Leat.builder(stores())
                .replicaName(name)
                .config(LeatConfig.DEFAULTS.withLease(impatient))
                .exactlyOnce(accounts)
                .build();
        open.add(leat);
        leat.start();
        return leat;
    }

    private void awaitCaughtUp(Leat leat, long events) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(leat.status().sources().getFirst().last().value()).isEqualTo(events);
            assertThat(leat.status().projections()).allMatch(projection -> projection.lagEvents() == 0);
        });
    }

    private void awaitOwners(Leat leat, int owners) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(leat.status().projections()).allMatch(projection -> ownersOf(projection) == owners));
    }

    private static long ownersOf(ProjectionStatus projection) {
        boolean allOwned = projection.partitions().stream().allMatch(partition -> partition.owner() != null);
        return allOwned
                ? projection.partitions().stream()
                        .map(partition -> partition.owner())
                        .distinct()
                        .count()
                : -1;
    }

    private BigDecimal total(String currency) {
        Document turnover = database.getCollection("turnover")
                .find(new Document("_id", currency))
                .first();
        assertThat(turnover).isNotNull();
        return turnover.get("total", org.bson.types.Decimal128.class).bigDecimalValue();
    }
}
