package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.observe.Visibility;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Read your writes on a replica that applies a part of the events only, and what that costs. */
@RealMongo
class VisibilityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 1_000;

    private final Projection<Fixtures.Account> accounts = Fixtures.accounts();
    private final AtomicInteger commands = new AtomicInteger();
    private MongoClient watched;
    private Deployment writing;
    private Deployment reading;
    private EventStore store;
    private Leat leat;

    @BeforeEach
    void startTwoReplicas(MongoCluster mongo, TestDatabase database) {
        watched = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (Thread.currentThread().getName().equals("leat visibility")) {
                            commands.incrementAndGet();
                        }
                    }
                })
                .build());
        writing = new Deployment(mongo.client(), database.name());
        reading = new Deployment(watched, database.name());
        store = writing.stores().eventStore();
        Leat other = writing.replica("r1", Deployment.QUICK, accounts);
        leat = reading.replica("r2", Deployment.QUICK, accounts);
        Deployment.eventually(() -> assertThat(other.status().projections().getFirst().partitions().stream()
                        .map(partition -> partition.owner())
                        .distinct())
                .hasSize(2)
                .doesNotContainNull());
    }

    @AfterEach
    void close() throws Exception {
        reading.close();
        writing.close();
        watched.close();
    }

    private Receipt pay(String account) {
        return store.append(
                        StreamId.of(account), ExpectedVersion.any(), List.of(NewEvent.of(Fixtures.payment("EUR", "1"))))
                .orThrow()
                .receipt();
    }

    private int paymentsIn(String account) {
        Document document = writing.database()
                .getCollection(accounts.collection())
                .find(new Document("_id", account))
                .first();
        assertThat(document).isNotNull();
        return document.getList("versions", Long.class).size();
    }

    @Test
    void whatIsVisible_isInTheReadModel_whicheverReplicaAppliesIt() throws Exception {
        for (int i = 1; i <= 100; i++) {
            String account = "account-" + i % 20;
            Receipt receipt = Receipt.parse(pay(account).toText());
            assertThat(leat.awaitVisible(receipt, accounts.id(), PATIENCE)).isEqualTo(Visibility.VISIBLE);
            assertThat(paymentsIn(account)).isEqualTo((i + 19) / 20);
        }
    }

    @Test
    void whoWaitsTogether_costsFewerCallsThanWaiters() throws Exception {
        List<CompletableFuture<Visibility>> waiting = new ArrayList<>();
        for (int i = 0; i < MANY / 10; i++) {
            Receipt receipt = pay("account-" + i);
            for (int j = 0; j < 10; j++) {
                waiting.add(leat.whenVisible(receipt, accounts.id(), PATIENCE));
            }
        }
        for (CompletableFuture<Visibility> each : waiting) {
            assertThat(each.get()).isEqualTo(Visibility.VISIBLE);
        }
        assertThat(commands.get()).isPositive().isLessThan(MANY);
    }
}
