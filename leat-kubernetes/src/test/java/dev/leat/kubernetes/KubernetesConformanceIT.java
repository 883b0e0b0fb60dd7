package dev.leat.kubernetes;

import com.mongodb.client.MongoClient;
import dev.leat.coordination.CoordinatedFixture;
import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Leases keep what every lease store must keep, with the ownerships in MongoDB. */
@RealMongo
class KubernetesConformanceIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static ApiServer server;
    private static KubernetesClient kubernetes;

    private MongoClient client;
    private String database;

    @BeforeAll
    static void startApiServer() {
        server = new ApiServer();
        kubernetes = server.patientClient();
    }

    @AfterAll
    static void stopApiServer() {
        kubernetes.close();
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
            return new CoordinatedFixture(
                    client, database, KubernetesCoordination.of(kubernetes, ApiServer.NAMESPACE, name));
        }
    }
}
