package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.partition.Partitioning;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A replica that dies in the middle of a commit leaves a transaction open, and the server keeps its locks. */
@RealMongo
class TakeOverIT {

    private static final ReplicaId DEAD = ReplicaId.start("dead");
    private static final ReplicaId HEIR = ReplicaId.start("heir");

    private final Projection<Fixtures.Account> accounts = Fixtures.accounts();
    private MongoClient client;
    private Deployment deployment;
    private LeatMongo stores;

    @BeforeEach
    void register(MongoClient realClient, TestDatabase database) {
        client = realClient;
        deployment = new Deployment(client, database.name());
        stores = deployment.stores();
        stores.prepare(List.of(SourceId.DEFAULT));
        stores.leases()
                .register(
                        new Registration(accounts.id(), SourceId.DEFAULT, accounts.collection(), new Partitioning(1)));
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private MongoCollection<Document> leat(String collection) {
        return deployment.leatDatabase().getCollection(collection);
    }

    private List<BsonDocument> sessionsOf(ReplicaId replica) {
        BsonDocument member = deployment
                .leatDatabase()
                .getCollection("control", BsonDocument.class)
                .find(Filters.eq("_id", replica.toString()))
                .first();
        assertThat(member).isNotNull();
        return member.getArray(LeaseDocuments.WRITERS).stream()
                .map(BsonValue::asDocument)
                .toList();
    }

    private void commitFirst(Ownership owned) {
        CheckpointMove move =
                new CheckpointMove(owned.partition(), owned.epoch(), owned.checkpoint(), Position.of(1), 1);
        DocumentChange change =
                new DocumentChange(Key.of("a-1"), false, new Fixtures.Account(1, BigDecimal.ONE, List.of(1L)));
        CommitOutcome outcome =
                stores.readModels().commit(new Commit(accounts, List.of(move), List.of(change), List.of(), List.of()));
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    }

    private Ownership claim(ReplicaId replica) {
        return stores.leases()
                .claim(replica, stores.leases().ownerships(accounts.id()))
                .getFirst();
    }

    @Test
    @Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void claim_endsTheOpenTransactionOfTheOwnerBefore_soonerThanTheServerWould() {
        Ownership owned = claim(DEAD);
        stores.leases().heartbeat(DEAD, false, Map.of());
        try (ClientSession session = client.startSession()) {
            BsonDocument id = session.getServerSession().getIdentifier();
            leat("control")
                    .updateOne(Filters.eq("_id", DEAD.toString()), Updates.set(LeaseDocuments.WRITERS, List.of(id)));
            session.startTransaction();
            leat("partitions")
                    .updateOne(
                            session,
                            Filters.eq("_id", owned.partition().toString()),
                            Updates.inc(LeaseDocuments.COMMITS, 1L));

            Ownership taken = claim(HEIR);

            assertThat(taken.owner()).isEqualTo(HEIR);
            assertThat(taken.epoch()).isEqualTo(owned.epoch().next());
            assertThat(taken.commits()).isZero();
            assertThatThrownBy(session::commitTransaction).isInstanceOf(MongoException.class);
        }
    }

    @Test
    void heartbeat_namesTheSessionsThatCommitted() {
        commitFirst(claim(DEAD));

        stores.leases().heartbeat(DEAD, false, Map.of());

        assertThat(sessionsOf(DEAD)).hasSize(1);
    }

    @Test
    void sessionOfTheFirstCommit_isKnownToHeirs_withoutAnotherHeartbeat() {
        Ownership owned = claim(DEAD);
        stores.leases().heartbeat(DEAD, false, Map.of());
        commitFirst(owned);
        assertThat(sessionsOf(DEAD)).hasSize(1);
    }

    @Test
    void claim_leavesTransactionsOfTheApplicationAlone_thoughItSharesTheClientAndItsPooledSessions() {
        commitFirst(claim(DEAD));
        stores.leases().heartbeat(DEAD, false, Map.of());
        stores.close();

        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            deployment.database().getCollection("orders").insertOne(session, new Document());
            claim(HEIR);
            session.commitTransaction();
        }
    }
}
