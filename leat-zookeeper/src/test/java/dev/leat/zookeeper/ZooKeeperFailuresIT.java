package dev.leat.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.NewerFormatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.lease.Assignment;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told when ZooKeeper is away, refuses, or holds what nobody understands. */
class ZooKeeperFailuresIT {

    private static final ReplicaId ONE = new ReplicaId("one/of pods", "1");

    private TestingServer server;
    private CuratorFramework client;
    private ZooKeeperCoordination coordination;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer();
        client = Clients.started(server);
        coordination = ZooKeeperCoordination.of(client, "failures");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void zooKeeperThatIsGone_isUnavailable_andServesAgainWhenItIsBack() throws Exception {
        coordination.heartbeat(ONE, false, Map.of());
        server.stop();

        assertThatThrownBy(coordination::observe)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("observing the other replicas");

        server.restart();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .untilAsserted(() -> assertThat(coordination.observe().members())
                        .singleElement()
                        .satisfies(member -> assertThat(member.id()).isEqualTo(ONE)));
    }

    @Test
    void whatANewerLeatWrote_isRefused_andNotReplaced() throws Exception {
        byte[] newer = "v=2\nversion=1\n".getBytes(StandardCharsets.UTF_8);
        client.create().creatingParentsIfNeeded().forPath("/leat/failures/assignment", newer);
        client.create().creatingParentsIfNeeded().forPath("/leat/failures/roles/leader", newer);

        assertThatThrownBy(coordination::observe).isInstanceOf(NewerFormatException.class);
        assertThatThrownBy(() -> coordination.publish(new Assignment(2, Map.of())))
                .isInstanceOf(NewerFormatException.class);
        assertThatThrownBy(() -> coordination.take(new Role.Leader(), RoleHolder.NOBODY, ONE))
                .isInstanceOf(NewerFormatException.class);

        assertThat(client.getData().forPath("/leat/failures/assignment")).isEqualTo(newer);
        assertThat(client.getData().forPath("/leat/failures/roles/leader")).isEqualTo(newer);
    }

    @Test
    void damage_isToldByNode() throws Exception {
        client.create().creatingParentsIfNeeded().forPath("/leat/failures/replicas/who", new byte[0]);
        assertThatThrownBy(coordination::observe)
                .isInstanceOf(DamagedDocumentException.class)
                .hasMessageContaining("/leat/failures/replicas/who");
    }

    @Test
    void nodesOfOthers_areRefused_withTheMend() throws Exception {
        client.create().withACL(ZooDefs.Ids.READ_ACL_UNSAFE).forPath("/leat", new byte[0]);
        assertThatThrownBy(() -> coordination.heartbeat(ONE, false, Map.of()))
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContaining("below /leat");
    }

    @Test
    void clientThatIsClosed_isToldSo_andABadNameAtOnce() {
        client.close();
        assertThatThrownBy(coordination::observe)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("close it after Leat");
        assertThatThrownBy(() -> ZooKeeperCoordination.of(client, "No Name"))
                .isInstanceOf(ConfigurationException.class);
    }
}
