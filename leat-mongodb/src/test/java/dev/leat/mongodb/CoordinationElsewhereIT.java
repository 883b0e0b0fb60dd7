package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.memory.InMemoryStores;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stays in MongoDB when heartbeats, roles and the assignment do not. */
@RealMongo
class CoordinationElsewhereIT {

    private static final ReplicaId DEAD = ReplicaId.start("dead");
    private static final ReplicaId HEIR = ReplicaId.start("heir");

    private final Projection<Fixtures.Account> accounts = Fixtures.accounts();
    private final Coordination elsewhere = new InMemoryStores(InstantSource.system()).leases();
    private MongoClient client;
    private Deployment deployment;
    private LeatMongo stores;

    @BeforeEach
    void register(MongoClient realClient, TestDatabase database) {
        client = realClient;
        deployment = new Deployment(client, database.name());
        stores = deployment.stores(builder -> builder.coordination(elsewhere));
        stores.prepare(List.of(SourceId.DEFAULT));
        stores.leases()
                .register(new Registration(
                        accounts.id(), SourceId.DEFAULT, accounts.collection(), accounts.partitioning()));
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private MongoCollection<Document> control() {
        return deployment.leatDatabase().getCollection("control");
    }

    private Ownership claim(ReplicaId replica) {
        return stores.leases()
                .claim(replica, stores.leases().ownerships(accounts.id()))
                .getFirst();
    }

    private void commit(Ownership owned) {
        CheckpointMove move =
                new CheckpointMove(owned.partition(), owned.epoch(), owned.checkpoint(), Position.of(1), 1);
        DocumentChange change =
                new DocumentChange(Key.of("a-1"), false, new Fixtures.Account(1, BigDecimal.ONE, List.of(1L)));
        assertThat(stores.readModels()
                        .commit(new Commit(accounts, List.of(move), List.of(change), List.of(), List.of())))
                .isInstanceOf(CommitOutcome.Committed.class);
    }

    @Test
    void heartbeat_standsElsewhere_andNamesTheSessionsThatCommitted_inMongoDb() {
        Ownership owned = claim(DEAD);
        stores.leases().heartbeat(DEAD, false, Map.of());
        assertThat(control().countDocuments()).as("nobody has committed").isZero();
        commit(owned);

        stores.leases().heartbeat(DEAD, false, Map.of());

        assertThat(elsewhere.observe().members()).hasSize(1);
        Document sessions = control().find(Filters.eq("_id", DEAD.toString())).first();
        assertThat(sessions).isNotNull();
        assertThat(sessions.getString("kind")).isEqualTo("sessions");
        assertThat(sessions.getList(LeaseDocuments.WRITERS, Document.class)).hasSize(1);

        stores.leases().leave(DEAD);
        assertThat(control().countDocuments()).isZero();
        assertThat(elsewhere.observe().members()).isEmpty();
    }

    @Test
    @Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void claim_endsTheOpenTransactionOfTheOwnerBefore() {
        Ownership owned = claim(DEAD);
        commit(owned);
        stores.leases().heartbeat(DEAD, false, Map.of());
        try (ClientSession session = client.startSession()) {
            BsonDocument id = session.getServerSession().getIdentifier();
            control().updateOne(Filters.eq("_id", DEAD.toString()), Updates.set(LeaseDocuments.WRITERS, List.of(id)));
            session.startTransaction();
            deployment
                    .leatDatabase()
                    .getCollection("partitions")
                    .updateOne(
                            session,
                            Filters.eq("_id", owned.partition().toString()),
                            Updates.inc(LeaseDocuments.COMMITS, 1L));

            assertThat(claim(HEIR).owner()).isEqualTo(HEIR);
            assertThatThrownBy(session::commitTransaction).isInstanceOf(MongoException.class);
        }
    }

    @Test
    void view_hasRequestsAndTime_fromMongoDb_andTheRestFromElsewhere() {
        stores.leases().heartbeat(HEIR, false, Map.of(accounts.id(), 1));
        assertThat(stores.leases().observe().parkRequests()).isZero();
        control()
                .insertOne(new Document("_id", "park-requests")
                        .append("kind", "park-requests")
                        .append("requests", 7L)
                        .append("v", 1));

        ControlView view = stores.leases().observe();

        assertThat(view.parkRequests()).isEqualTo(7);
        assertThat(view.members())
                .singleElement()
                .satisfies(member -> assertThat(member.id()).isEqualTo(HEIR));
        Instant databaseTime = Instant.ofEpochMilli(deployment
                .database()
                .runCommand(BsonDocument.parse("{hello: 1}"), BsonDocument.class)
                .getDateTime("localTime")
                .getValue());
        assertThat(Duration.between(view.now(), databaseTime)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void replicaThatDoesNotReachMongoDb_doesNotLookAlive() {
        try (MongoClient nowhere = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300");
                LeatMongo cutOff = LeatMongo.builder(nowhere)
                        .database("bank")
                        .coordination(elsewhere)
                        .build()) {
            assertThatThrownBy(() -> cutOff.leases().heartbeat(HEIR, false, Map.of()))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(elsewhere.observe().members()).isEmpty();
        }
    }

    @Test
    void replicasGoOn_whileTheCoordinationIsAway() {
        AtomicBoolean away = new AtomicBoolean();
        Coordination unsteady = (Coordination) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Coordination.class}, (self, method, arguments) -> {
                    if (away.get()) {
                        throw new StoreUnavailableException("The test took the coordination away.");
                    }
                    return method.invoke(elsewhere, arguments);
                });
        AtomicInteger unavailable = new AtomicInteger();
        LeatListener listener = new LeatListener() {
            @Override
            public void storeUnavailable(String task, Throwable cause) {
                unavailable.incrementAndGet();
            }
        };
        for (String name : List.of("r1", "r2")) {
            deployment.replica(
                    deployment.stores(builder -> builder.coordination(unsteady)),
                    name,
                    Deployment.QUICK,
                    listener,
                    Fixtures.accounts(),
                    Fixtures.turnover());
        }
        EventStore store = stores.eventStore();
        Fixtures.append(store, "before", new Fixtures.AccountOpened("o"), Fixtures.payment("EUR", "1"));
        deployment.awaitAccountsRight();

        away.set(true);
        Deployment.eventually(() -> assertThat(unavailable).hasPositiveValue());
        Fixtures.append(store, "before", Fixtures.payment("EUR", "2"));
        Fixtures.append(store, "meanwhile", new Fixtures.AccountOpened("o"), Fixtures.payment("EUR", "3"));
        deployment.awaitAccountsRight();

        away.set(false);
        Fixtures.append(store, "after", new Fixtures.AccountOpened("o"));
        deployment.awaitAccountsRight();
    }

    @Test
    void coordination_isSetOnce() {
        LeatMongoBuilder builder = LeatMongo.builder(client).coordination(elsewhere);
        assertThatThrownBy(() -> builder.coordination(elsewhere))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("twice");
    }
}
