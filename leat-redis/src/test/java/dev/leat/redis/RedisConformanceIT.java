package dev.leat.redis;

import com.mongodb.client.MongoClient;
import dev.leat.coordination.CoordinatedFixture;
import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import io.lettuce.core.RedisClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Redis keeps what every lease store must keep, with the ownerships in MongoDB. */
@RealMongo
class RedisConformanceIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static RedisServer server;
    private static RedisClient redis;

    private MongoClient client;
    private String database;
    private RedisCoordination coordination;

    @BeforeAll
    static void startRedis() throws Exception {
        server = RedisServer.start();
        redis = server.client();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
        server.close();
    }

    @BeforeEach
    void connect(MongoClient realClient, TestDatabase testDatabase) {
        client = realClient;
        database = testDatabase.name();
        coordination = RedisCoordination.of(redis, "conformance-" + NAMES.incrementAndGet());
    }

    @AfterEach
    void close() {
        coordination.close();
    }

    @Nested
    class OfLeaseStore extends LeaseStoreConformance {
        @Override
        protected StoreFixture open() {
            return new CoordinatedFixture(client, database, coordination);
        }
    }
}
