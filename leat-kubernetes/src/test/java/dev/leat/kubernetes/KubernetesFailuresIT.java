package dev.leat.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.NewerFormatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.lease.Assignment;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told when Kubernetes is away, refuses, or holds what nobody understands. */
class KubernetesFailuresIT {

    private static final ReplicaId ONE = new ReplicaId("One, of Pods!", "1");
    private static final ReplicaId TWO = new ReplicaId("two", "1");
    private static final Role LEADER = new Role.Leader();

    private final AtomicLong nanos = new AtomicLong();
    private ApiServer server;
    private KubernetesClient client;
    private KubernetesCoordination coordination;

    @BeforeEach
    void start() {
        server = new ApiServer();
        client = server.client();
        coordination = KubernetesCoordination.of(client, ApiServer.NAMESPACE, "failures", nanos::get);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void apiServerThatIsGone_isUnavailable() {
        coordination.heartbeat(ONE, false, Map.of());
        server.close();
        assertThatThrownBy(coordination::observe)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("observing the other replicas");
        assertThatThrownBy(() -> coordination.heartbeat(ONE, false, Map.of()))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void rightThatIsMissing_isUnsuitable_namingTheGrant() {
        KubernetesMockServer refusing = new KubernetesMockServer(false);
        refusing.init(InetAddress.getLoopbackAddress(), 0);
        refusing.expect()
                .get()
                .withPath("/apis/coordination.k8s.io/v1/namespaces/bank/leases?labelSelector="
                        + "leat.dev%2Fcoordination%3Dfailures")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withMessage("leases is forbidden")
                                .build())
                .always();
        try (KubernetesClient refused = refusing.createClient(ApiServer::impatient)) {
            assertThatThrownBy(KubernetesCoordination.of(refused, "bank", "failures")::observe)
                    .isInstanceOf(UnsuitableStoreException.class)
                    .hasMessageContainingAll("get, list, create, update and delete on leases", "namespace bank");
        } finally {
            refusing.destroy();
        }
    }

    @Test
    void age_isThatOfTheLastChangeSeen_whateverTheClockOfTheWriterSays() {
        coordination.heartbeat(ONE, false, Map.of());
        coordination.heartbeat(TWO, false, Map.of());
        assertThat(ageOf(ONE)).isZero();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        coordination.heartbeat(TWO, false, Map.of());
        assertThat(ageOf(ONE)).isEqualTo(Duration.ofSeconds(3));
        assertThat(ageOf(TWO)).isZero();
    }

    private Duration ageOf(ReplicaId replica) {
        return coordination.observe().members().stream()
                .filter(member -> member.id().equals(replica))
                .findFirst()
                .orElseThrow()
                .sinceHeartbeat();
    }

    @Test
    void replicaThatIsLongGone_isClearedAway_andMayComeBack() {
        coordination.heartbeat(ONE, false, Map.of());
        assertThat(coordination.observe().members()).hasSize(1);
        nanos.addAndGet(
                KubernetesCoordination.LEFTOVERS.plus(Duration.ofSeconds(1)).toNanos());
        assertThat(coordination.observe().members()).isEmpty();
        assertThat(leases()).isEmpty();
        coordination.heartbeat(ONE, false, Map.of());
        assertThat(coordination.observe().members()).hasSize(1);
    }

    @Test
    void anotherRunOfTheCoordination_takesOverItsHeartbeat() {
        coordination.heartbeat(ONE, false, Map.of());
        long generation = coordination.observe().members().getFirst().generation();
        KubernetesCoordination again = KubernetesCoordination.of(client, ApiServer.NAMESPACE, "failures", nanos::get);
        again.heartbeat(ONE, true, Map.of());
        coordination.heartbeat(ONE, true, Map.of());
        assertThat(coordination.observe().members()).singleElement().satisfies(member -> {
            assertThat(member.generation()).isEqualTo(generation);
            assertThat(member.leaving()).isTrue();
        });
    }

    private Iterable<Lease> leases() {
        return client.leases().inNamespace(ApiServer.NAMESPACE).list().getItems();
    }

    private void replaceTexts(String text) {
        leases().forEach(lease -> client.leases()
                .inNamespace(ApiServer.NAMESPACE)
                .withName(lease.getMetadata().getName())
                .edit(stored -> {
                    stored.getMetadata().getAnnotations().put("leat.dev/text", text);
                    return stored;
                }));
    }

    @Test
    void whatANewerLeatWrote_isRefused_andNotReplaced() {
        coordination.take(LEADER, RoleHolder.NOBODY, ONE);
        coordination.publish(new Assignment(1, Map.of()));
        String newer = "v=2\nversion=1\n";
        replaceTexts(newer);

        assertThatThrownBy(coordination::observe).isInstanceOf(NewerFormatException.class);
        assertThatThrownBy(() -> coordination.publish(new Assignment(2, Map.of())))
                .isInstanceOf(NewerFormatException.class);
        assertThatThrownBy(() -> coordination.take(LEADER, RoleHolder.NOBODY, ONE))
                .isInstanceOf(NewerFormatException.class);
        assertThat(leases())
                .allSatisfy(lease ->
                        assertThat(lease.getMetadata().getAnnotations()).containsEntry("leat.dev/text", newer));
    }

    @Test
    void damage_isToldByLease() {
        coordination.heartbeat(ONE, false, Map.of());
        replaceTexts("rubbish");
        assertThatThrownBy(coordination::observe)
                .isInstanceOf(DamagedDocumentException.class)
                .hasMessageContainingAll("leases in namespace bank", "leat-failures-replica-");
    }

    @Test
    void badName_isRefusedAtOnce() {
        assertThatThrownBy(() -> KubernetesCoordination.of(client, ApiServer.NAMESPACE, "No Name"))
                .isInstanceOf(ConfigurationException.class);
    }
}
