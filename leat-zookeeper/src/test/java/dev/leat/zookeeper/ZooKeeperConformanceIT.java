package dev.leat.zookeeper;

import com.mongodb.client.MongoClient;
import dev.leat.coordination.CoordinatedFixture;
import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** ZooKeeper keeps what every lease store must keep, with the ownerships in MongoDB. */
@RealMongo
class ZooKeeperConformanceIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static TestingServer server;
    private static CuratorFramework zooKeeper;

    private MongoClient client;
    private String database;

    @BeforeAll
    static void startZooKeeper() throws Exception {
        server = new TestingServer();
        zooKeeper = Clients.started(server);
    }

    @AfterAll
    static void stopZooKeeper() throws Exception {
        zooKeeper.close();
        server.close();
    }

    @BeforeEach
    void connect(MongoClient realClient, TestDatabase testDatabase) {
        client = realClient;
        database = testDatabase.name();
    }

    @Nested
    class OfLeaseStore extends LeaseStoreConformance {
        @Override
        protected StoreFixture open() {
            String name = "conformance-" + NAMES.incrementAndGet();
            return new CoordinatedFixture(client, database, ZooKeeperCoordination.of(zooKeeper, name));
        }
    }
}
