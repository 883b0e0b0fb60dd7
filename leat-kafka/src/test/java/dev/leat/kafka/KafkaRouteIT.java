package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas over a real Kafka and a real MongoDB, from append to read model. */
@RealMongo
@RealKafka
class KafkaRouteIT {

    private RouteDeployment deployment;
    private String topic;

    @BeforeEach
    void connect(MongoClient client, TestDatabase database, KafkaCluster kafka, TestTopics topics) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "kafka");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        properties.put("leat.kafka.topic-prefix", topics.prefix());
        properties.put("leat.kafka.group-prefix", topics.prefix());
        topic = topics.name("events");
        deployment = new RouteDeployment(client, database.name(), properties);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void replicas_shareThePartitions_andOneThatStopsHandsThemOver(String protocol) {
        Map<String, String> properties = Map.of("leat.kafka.group-protocol", protocol);
        deployment.append(10, 20);
        Leat first = deployment.replica("r1", properties);
        deployment.append(10, 20);
        deployment.awaitExact();
        Leat second = deployment.replica("r2", properties);
        deployment.awaitOwners(first, 2);
        deployment.append(10, 20);
        second.close();
        deployment.append(10, 20);
        deployment.awaitExact();
        deployment.awaitOwners(first, 1);
    }

    @Test
    void withoutTransactions_allIsTheSame() {
        deployment.replica("r1", Map.of("leat.kafka.transactions", "false"));
        deployment.append(20, 20);
        deployment.awaitExact();
    }

    /** Replicas of both routes at once want the same partitions; each epoch has one owner all the same. */
    @Test
    void rollout_fromOneRouteToTheOther_andBack_whileEventsCome() {
        Writer writer = deployment.writer();
        Leat before = deployment.replica("l1", Map.of("leat.route", "ledger"));
        deployment.awaitSomeMore();
        Leat next = deployment.replica("k1");
        Leat another = deployment.replica("k2");
        deployment.awaitSomeMore();
        before.close();
        deployment.awaitSomeMore();
        Leat back = deployment.replica("l2", Map.of("leat.route", "ledger"));
        next.close();
        another.close();
        deployment.awaitSomeMore();
        deployment.awaitOwners(back, 1);
        writer.close();
        deployment.awaitExact();
    }

    @Test
    void replicasThatComeAndGoAllTheTime_loseAndRepeatNothing() {
        Writer writer = deployment.writer();
        Leat last = deployment.replica("r0");
        for (int i = 1; i <= 6; i++) {
            Leat next = deployment.replica("r" + i);
            deployment.awaitSomeMore();
            last.close();
            last = next;
        }
        writer.close();
        deployment.awaitExact();
    }

    /** Another projection that reads the topic from its beginning makes the same documents, bit for bit. */
    @Test
    void newGroup_fromTheBeginning_makesTheSameDocuments() {
        deployment.append(10, 20);
        deployment.replica("r1");
        deployment.awaitExact();
        deployment.replicaOf("r2", Shop.carts("replayed"));
        deployment.eventually(
                () -> assertThat(deployment.documents("replayed")).isEqualTo(deployment.documents("carts")));
    }

    @Test
    void consumerThatKnowsNothingOfLeat_readsCloudEvents_inTheOrderOfEachStream(KafkaCluster kafka) throws Exception {
        deployment.append(3, 4);
        deployment.replica("r1");
        deployment.awaitExact();
        List<String> lines =
                Kcat.run("-C", "-b", kafka.bootstrap(), "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%k %s\n");
        assertThat(lines).hasSize(12);
        for (int cart = 0; cart < 4; cart++) {
            String key = "cart-" + cart;
            List<BsonDocument> events = lines.stream()
                    .filter(line -> line.startsWith(key + " "))
                    .map(line -> BsonDocument.parse(line.substring(key.length() + 1)))
                    .toList();
            assertThat(events)
                    .extracting(event -> event.getString("streamversion").getValue())
                    .containsExactly("1", "2", "3");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.getString("specversion").getValue()).isEqualTo("1.0");
                assertThat(event.getString("type").getValue()).isEqualTo("ItemAdded");
                assertThat(event.getString("subject").getValue()).isEqualTo(key);
                assertThat(event.getDocument("data").getString("product").getValue())
                        .startsWith("product-");
            });
        }
    }

    @Test
    void partitionsWithoutNews_learnHowFarTheTopicIs_whileOthersHaveSome() {
        Leat leat = deployment.replica("r1");
        deployment.eventually(() -> {
            deployment.append("cart-0", ItemAdded.of("product-0", 1));
            assertThat(leat.status().projections())
                    .flatExtracting(ProjectionStatus::partitions)
                    .allSatisfy(partition ->
                            assertThat(partition.checkpoint().value()).isGreaterThan(20));
        });
    }
}
