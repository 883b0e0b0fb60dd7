package dev.leat.redis;

import dev.leat.coordination.PausedReplicaTests;
import dev.leat.lease.Coordination;
import io.lettuce.core.RedisClient;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whole replicas that find each other in Redis. */
class RedisReplicasIT extends PausedReplicaTests {

    private static RedisServer server;

    @BeforeAll
    static void startRedis() throws Exception {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        server.close();
    }

    @Override
    protected Coordination connect(String name, Collection<AutoCloseable> later) {
        RedisClient client = server.client();
        later.add(client);
        RedisCoordination coordination = RedisCoordination.of(client, name);
        later.add(coordination);
        return coordination;
    }
}
