package dev.leat.kubernetes;

import dev.leat.coordination.PausedReplicaTests;
import dev.leat.lease.Coordination;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whole replicas that find each other in Leases of Kubernetes. */
class KubernetesReplicasIT extends PausedReplicaTests {

    private static ApiServer server;

    @BeforeAll
    static void startApiServer() {
        server = new ApiServer();
    }

    @AfterAll
    static void stopApiServer() {
        server.close();
    }

    @Override
    protected Coordination connect(String name, Collection<AutoCloseable> later) {
        KubernetesClient client = server.client();
        later.add(client);
        return KubernetesCoordination.of(client, ApiServer.NAMESPACE, name);
    }
}
