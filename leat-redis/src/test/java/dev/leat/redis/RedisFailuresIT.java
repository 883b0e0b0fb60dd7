package dev.leat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.LeatException;
import dev.leat.failure.NewerFormatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.lease.Assignment;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told when Redis is away, refuses, or holds what nobody understands. */
class RedisFailuresIT {

    private static final String PASSWORD = "correct-horse-battery";
    private static final ReplicaId ONE = new ReplicaId("one", "1");

    private RedisServer server;
    private RedisClient client;
    private RedisCoordination coordination;

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.start(PASSWORD);
        client = server.client();
        coordination = RedisCoordination.of(client, "failures");
    }

    @AfterEach
    void stop() {
        coordination.close();
        client.close();
        server.close();
    }

    @Test
    void redisThatIsGone_isUnavailable_andServesAgainWhenItIsBack() throws Exception {
        coordination.heartbeat(ONE, false, Map.of());
        server.kill();

        assertThatThrownBy(coordination::observe)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("observing the other replicas");

        server.restart();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .untilAsserted(() -> assertThat(coordination.observe().members())
                        .as("Redis kept nothing")
                        .isEmpty());
        coordination.heartbeat(ONE, false, Map.of());
        assertThat(coordination.observe().members()).hasSize(1);
    }

    @Test
    void redisThatWasNeverThere_isUnavailable_andUsedOnceItIs() throws Exception {
        server.kill();
        assertThatThrownBy(coordination::observe).isInstanceOf(StoreUnavailableException.class);
        server.restart();
        coordination.heartbeat(ONE, false, Map.of());
        assertThat(coordination.observe().members()).hasSize(1);
    }

    @Test
    void wrongPassword_isUnsuitable_andStandsInNoMessage() {
        String wrong = "wrong-secret-7";
        try (RedisClient intruder = server.client(wrong);
                RedisClient silent = server.client("")) {
            for (RedisClient each : List.of(intruder, silent)) {
                try (RedisCoordination refused = RedisCoordination.of(each, "failures")) {
                    assertThatThrownBy(refused::observe)
                            .isInstanceOf(UnsuitableStoreException.class)
                            .hasMessageContaining("user and password")
                            .satisfies(failure -> assertThat(trace(failure)).doesNotContain(wrong, PASSWORD));
                }
            }
        }
        assertThat(coordination.toString()).doesNotContain(PASSWORD);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void whatANewerLeatWrote_isRefused_andNotReplaced() {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            String newer = "v=2\nversion=1\n";
            connection.sync().set("leat:{failures}:assignment", newer);
            connection.sync().hset("leat:{failures}:roles", "leader", newer);

            assertThatThrownBy(coordination::observe).isInstanceOf(NewerFormatException.class);
            assertThatThrownBy(() -> coordination.publish(new Assignment(2, Map.of())))
                    .isInstanceOf(NewerFormatException.class);
            assertThatThrownBy(() -> coordination.take(new Role.Leader(), RoleHolder.NOBODY, ONE))
                    .isInstanceOf(NewerFormatException.class);

            assertThat(connection.sync().get("leat:{failures}:assignment")).isEqualTo(newer);
            assertThat(connection.sync().hget("leat:{failures}:roles", "leader"))
                    .isEqualTo(newer);
        }
    }

    @Test
    void everything_isGone_anHourAfterTheLastHeartbeat() {
        coordination.heartbeat(ONE, false, Map.of());
        coordination.take(new Role.Leader(), RoleHolder.NOBODY, ONE);
        coordination.publish(new Assignment(1, Map.of()));
        coordination.heartbeat(ONE, false, Map.of());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            List<String> keys = connection.sync().keys("*");
            assertThat(keys)
                    .containsExactlyInAnyOrder(
                            "leat:{failures}:replicas",
                            "leat:{failures}:generations",
                            "leat:{failures}:roles",
                            "leat:{failures}:assignment");
            assertThat(keys)
                    .allSatisfy(key -> assertThat(connection.sync().pttl(key))
                            .isBetween(1L, RedisCoordination.LEFTOVERS.toMillis()));
        }
    }

    @Test
    void replicaThatIsLongGone_isClearedAway() {
        coordination.heartbeat(ONE, false, Map.of());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().hset("leat:{failures}:replicas", "old~1", "1 1700000000000\nv=1\nleaving=false\n");
            assertThat(coordination.observe().members())
                    .singleElement()
                    .satisfies(member -> assertThat(member.id()).isEqualTo(ONE));
            assertThat(connection.sync().hlen("leat:{failures}:replicas")).isEqualTo(1);
        }
    }

    @Test
    void damage_isToldByKeyAndField() {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().hset("leat:{failures}:replicas", "who~1", "rubbish");
            assertThatThrownBy(coordination::observe)
                    .isInstanceOf(LeatException.class)
                    .hasMessageContainingAll("leat:{failures}:replicas", "who~1");
        }
    }

    @Test
    void limitsThatCannotWork_areRefusedAtOnce() {
        assertThatThrownBy(() -> RedisCoordination.of(client, "x", Duration.ZERO))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> RedisCoordination.of(client, "No Name")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void closed_isToldSo() {
        coordination.close();
        assertThatThrownBy(coordination::observe)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("closed");
    }
}
