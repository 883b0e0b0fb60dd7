package dev.leat.zookeeper;

import dev.leat.coordination.PausedReplicaTests;
import dev.leat.lease.Coordination;
import java.util.Collection;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whole replicas that find each other in ZooKeeper. */
class ZooKeeperReplicasIT extends PausedReplicaTests {

    private static TestingServer server;

    @BeforeAll
    static void startZooKeeper() throws Exception {
        server = new TestingServer();
    }

    @AfterAll
    static void stopZooKeeper() throws Exception {
        server.close();
    }

    @Override
    protected Coordination connect(String name, Collection<AutoCloseable> later) {
        CuratorFramework client = Clients.started(server);
        later.add(client);
        return ZooKeeperCoordination.of(client, name);
    }
}
