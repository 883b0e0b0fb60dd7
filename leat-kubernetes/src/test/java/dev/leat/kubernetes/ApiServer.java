package dev.leat.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The API server of fabric8's testkit: objects, labels and resource versions over HTTP, on loopback and a free port. */
final class ApiServer implements AutoCloseable {

    static final String NAMESPACE = "bank";

    private static final int REQUEST_MILLIS = 2_000;
    private static final int PATIENT_MILLIS = 60_000;

    /** Kept, because the JDK forgets the level of a logger that nobody keeps: the server logs each request. */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);

    ApiServer() {
        SERVER_LOG.setLevel(Level.WARNING);
        server.init(InetAddress.getLoopbackAddress(), 0);
    }

    /** A client as a service would configure it: patience well below the lease's timeout. */
    KubernetesClient client() {
        return server.createClient(ApiServer::impatient);
    }

    static void impatient(KubernetesClientBuilder builder) {
        builder.editOrNewConfig()
                .withRequestTimeout(REQUEST_MILLIS)
                .withConnectionTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .endConfig();
    }

    /** A client for tests in which the server always answers, however busy the machine is. */
    KubernetesClient patientClient() {
        return server.createClient(builder -> builder.editOrNewConfig()
                .withRequestTimeout(PATIENT_MILLIS)
                .withConnectionTimeout(PATIENT_MILLIS)
                .endConfig());
    }

    @Override
    public void close() {
        server.destroy();
    }
}
