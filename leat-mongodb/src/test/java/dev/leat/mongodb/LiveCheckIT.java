package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import dev.leat.verify.HistoryWatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker and the watch on a database that is being worked on: what is under way is no finding. */
@RealMongo
class LiveCheckIT {

    private static final int ROUNDS = 4;
    private static final int STREAMS = 40;
    private static final List<Projection<?>> PROJECTIONS = List.of(Fixtures.accounts(), Fixtures.turnover());

    private final AtomicBoolean enough = new AtomicBoolean();
    private Deployment deployment;
    private String uri;

    @BeforeEach
    void open(MongoClient client, MongoCluster cluster, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        uri = cluster.uri();
    }

    @AfterEach
    void close() {
        enough.set(true);
        deployment.close();
    }

    /** A replica with a client of its own, which a test may close under it: for the server, it is gone in mid-air. */
    private MongoClient replicaOnItsOwnClient(String name) {
        MongoClient own = deployment.closeLater(MongoClients.create(uri));
        LeatMongo stores = deployment.closeLater(LeatMongo.builder(own)
                .database(deployment.database().getName())
                .types(Fixtures.TYPES)
                .build());
        Leat leat = deployment.closeLater(Leat.builder(stores)
                .replicaName(name)
                .config(Deployment.QUICK)
                .exactlyOnce(Fixtures.accounts())
                .exactlyOnce(Fixtures.turnover())
                .build());
        leat.start();
        return own;
    }

    @Test
    void busyCluster_givesNoFinding_whileReplicasDieAndCome() {
        LeatMongo stores = deployment.stores();
        EventStore store = stores.eventStore();
        deployment.replica("steady");
        CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> write(store));
        HistoryWatch watch = HistoryWatch.of(stores);
        long judgedBefore = 0;
        for (int round = 0; round < ROUNDS; round++) {
            MongoClient mortal = replicaOnItsOwnClient("mortal-" + round);
            judgedBefore = awaitMoreJudged(stores, watch, judgedBefore);
            mortal.close();
            judgedBefore = awaitMoreJudged(stores, watch, judgedBefore);
        }
        enough.set(true);
        int appended = writer.join();
        Deployment.eventually(() -> {
            CheckReport report = check(stores, watch);
            assertThat(report.applied()).isEqualTo(2L * appended);
            assertThat(report.waiting()).isZero();
        });
        deployment.awaitAccountsExact();
    }

    private long awaitMoreJudged(LeatMongo stores, HistoryWatch watch, long before) {
        long[] judged = {before};
        Deployment.eventually(() -> {
            judged[0] = check(stores, watch).applied();
            assertThat(judged[0]).isGreaterThan(before);
        });
        return judged[0];
    }

    /** A finding fails the test at once, and not after patience has run out. */
    private static CheckReport check(LeatMongo stores, HistoryWatch watch) {
        CheckReport report = HistoryChecker.of(stores, PROJECTIONS).check();
        if (!report.isClean() || !report.notJudged().isEmpty()) {
            throw new IllegalStateException("Findings on a correct history: " + report);
        }
        var wentBack = watch.look();
        if (!wentBack.isEmpty()) {
            throw new IllegalStateException("Went back on a correct history: " + wentBack);
        }
        return report;
    }

    private int write(EventStore store) {
        int appended = 0;
        while (!enough.get()) {
            Fixtures.append(store, "s-" + appended % STREAMS, Fixtures.payment(appended % 3 == 0 ? "EUR" : "USD", "1"));
            appended++;
        }
        return appended;
    }
}
