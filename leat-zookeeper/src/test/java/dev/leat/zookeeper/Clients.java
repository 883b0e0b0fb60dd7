package dev.leat.zookeeper;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;

/** Clients as a service would configure them: patience well below the lease's timeout. */
final class Clients {

    private static final int SESSION_MILLIS = 10_000;
    private static final int CONNECT_MILLIS = 2_000;

    private Clients() {}

    static CuratorFramework started(TestingServer server) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                server.getConnectString(), SESSION_MILLIS, CONNECT_MILLIS, new RetryOneTime(100));
        client.start();
        return client;
    }
}
