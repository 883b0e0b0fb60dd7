package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.partition.PartitionId;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When replicas keep their place in a group, and when they give it up. */
@RealMongo
@RealKafka
class GroupMembershipIT {

    private RouteDeployment deployment;
    private String group;

    @BeforeEach
    void connect(MongoClient client, TestDatabase database, KafkaCluster kafka, TestTopics topics) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "kafka");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        properties.put("leat.kafka.topic-prefix", topics.prefix());
        properties.put("leat.kafka.group-prefix", topics.prefix());
        group = topics.name("events.carts-1");
        deployment = new RouteDeployment(client, database.name(), properties);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private record Held(String owner, long epoch) {}

    private static Map<PartitionId, Held> held(Leat leat) {
        Map<PartitionId, Held> held = new HashMap<>();
        for (ProjectionStatus projection : leat.status().projections()) {
            for (Ownership partition : projection.partitions()) {
                ReplicaId owner = Objects.requireNonNull(partition.owner());
                held.put(
                        partition.partition(),
                        new Held(owner.name(), partition.epoch().value()));
            }
        }
        return held;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void staticMemberThatComesBackInTime_hasItsPartitionsAgain_andNobodyHadThemMeanwhile(String protocol) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.kafka.static-membership", "true");
        properties.put("leat.kafka.group-protocol", protocol);
        if (protocol.equals("classic")) {
            // With the other protocol it is the broker's, 45 s.
            properties.put("leat.kafka.consumer.session.timeout.ms", "45000");
        }
        Leat first = deployment.replica("r1", properties);
        Leat second = deployment.replica("r2", properties);
        deployment.awaitOwners(second, 2);
        deployment.append(3, 20);
        deployment.awaitExact();
        Map<PartitionId, Held> before = held(second);
        first.close();
        deployment.append(3, 20);
        deployment.replica("r1", properties);
        deployment.awaitOwners(second, 2);
        deployment.awaitExact();
        Map<PartitionId, Held> expected = new HashMap<>(before);
        expected.replaceAll(
                (partition, was) -> was.owner().equals("r1") ? new Held(was.owner(), was.epoch() + 1) : was);
        assertThat(held(second)).isEqualTo(expected);
    }

    @Test
    void projectionThatStandsStill_leavesItsGroup_andComesBackWhenItMoves(KafkaCluster kafka) {
        Map<String, String> impatient = Map.of("leat.lease.stuck-timeout", "3s", "leat.lease.hand-over-timeout", "1s");
        AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        deployment.replica(
                "r1",
                impatient,
                List.of(Shop.carts("carts", () -> pass(Objects.requireNonNull(gate.get()))), Shop.products()));
        Leat second = deployment.replica("r2", impatient);
        deployment.awaitOwners(second, 2);
        Writer writer = deployment.writer();
        deployment.awaitSomeMore();
        CountDownLatch shut = new CountDownLatch(1);
        gate.set(shut);
        try {
            deployment.eventually(() -> assertThat(members(kafka)).isEqualTo(1));
            // Of all carts, those included that the other one had.
            deployment.eventually(() -> assertThat(held(second)).allSatisfy((partition, holder) -> {
                if (partition.projection().name().equals("carts")) {
                    assertThat(holder.owner()).isEqualTo("r2");
                }
            }));
            deployment.awaitSomeMore();
        } finally {
            shut.countDown();
        }
        deployment.eventually(() -> assertThat(members(kafka)).isEqualTo(2));
        deployment.awaitOwners(second, 2);
        writer.close();
        deployment.awaitExact();
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int members(KafkaCluster kafka) throws Exception {
        return kafka.admin().describeConsumerGroups(List.of(group)).all().get().values().stream()
                .mapToInt(description -> description.members().size())
                .sum();
    }
}
