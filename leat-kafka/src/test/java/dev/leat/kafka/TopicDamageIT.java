package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.leat.Leat;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.NoPartitions;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a topic, to offsets or to the relay's note must not show in any read model. */
@RealMongo
@RealKafka
class TopicDamageIT {

    private static final int CARTS = 20;
    private static final long SEED = 7;

    private KafkaCluster kafka;
    private RouteDeployment deployment;
    private String topic;
    private TopicContents contents;

    @BeforeEach
    void connect(MongoClient client, TestDatabase database, KafkaCluster cluster, TestTopics topics) {
        kafka = cluster;
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "kafka");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        properties.put("leat.kafka.topic-prefix", topics.prefix());
        properties.put("leat.kafka.group-prefix", topics.prefix());
        deployment = new RouteDeployment(client, database.name(), properties);
        topic = topics.name("events");
        contents = new TopicContents(kafka.clientProperties(), topic);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private void runUntilExact(Map<String, String> properties) {
        Leat leat = deployment.replica("r", properties);
        deployment.awaitExact();
        leat.close();
    }

    private void runUntilExact() {
        runUntilExact(Map.of());
    }

    @Test
    void recordsWrittenTwice_outOfOrder_andOfOthers_changeNothing() throws Exception {
        deployment.append(10, CARTS);
        runUntilExact();
        List<ConsumerRecord<byte[], byte[]>> all = contents.read();
        Collections.shuffle(all, new Random(SEED));
        contents.repeat(all);
        contents.add(0, "not an event");
        deployment.append(5, CARTS);
        runUntilExact();
        assertThat(contents.read()).hasSize(10 * CARTS * 2 + 1 + 5 * CARTS);
    }

    @Test
    void recordsThatAreGone_areReadFromTheLedger() {
        deployment.append(5, CARTS);
        runUntilExact();
        // Relayed by one replica and deleted before anybody else reads them.
        deployment.append(5, CARTS);
        relayAlone(10L * CARTS);
        for (int partition = 0; partition < 8; partition++) {
            kafka.deleteRecords(topic, partition, -1);
        }
        deployment.append(5, CARTS);
        runUntilExact();
        assertThat(contents.read()).hasSize(5 * CARTS);
    }

    /** No later record shows the gap: the relay's note does. */
    @Test
    void recordsThatAreGone_withNothingBehindThem_areReadFromTheLedger() {
        deployment.append(5, CARTS);
        runUntilExact();
        deployment.append(5, CARTS);
        relayAlone(10L * CARTS);
        for (String each : List.of(topic, topic + ".products-1")) {
            for (int partition = 0; partition < (each.equals(topic) ? 8 : 4); partition++) {
                kafka.deleteRecords(each, partition, -1);
            }
        }
        runUntilExact();
    }

    /** Publishes without applying: the projections' group is one of a replica that is given no partition. */
    private void relayAlone(long records) {
        Leat leat = deployment.replica("relay", NoPartitions.PROPERTIES);
        deployment.eventually(() -> assertThat(contents.read()).hasSizeGreaterThanOrEqualTo((int) records));
        leat.close();
    }

    @Test
    void topicThatWasDeletedAndMadeAnew_isFilledAgain() {
        deployment.append(5, CARTS);
        runUntilExact();
        kafka.deleteTopic(topic);
        deployment.append(5, CARTS);
        runUntilExact();
        assertThat(contents.read()).hasSize(10 * CARTS);
    }

    @Test
    void offsetsSetBackOrAheadByOthers_changeNothing() {
        deployment.append(5, CARTS);
        runUntilExact();
        for (long offset : List.of(0L, 1_000_000L)) {
            deployment
                    .leat()
                    .getCollection("partitions")
                    .updateMany(Filters.exists("topic"), Updates.set("topic.offset", offset));
            deployment.append(5, CARTS);
            runUntilExact();
        }
        deployment.leat().getCollection("partitions").updateMany(Filters.exists("topic"), Updates.unset("topic"));
        deployment.append(5, CARTS);
        runUntilExact();
    }

    @Test
    void relayThatDiedBeforeItsNote_repeatsNothingThatIsThere() {
        for (String transactions : List.of("true", "false")) {
            deployment.append(5, CARTS);
            runUntilExact(Map.of("leat.kafka.transactions", transactions));
            deployment.leat().getCollection("relays").deleteMany(new Document());
            deployment.append(5, CARTS);
            runUntilExact(Map.of("leat.kafka.transactions", transactions));
        }
        List<ConsumerRecord<byte[], byte[]>> all = contents.read();
        Set<String> positions = new HashSet<>();
        all.forEach(value -> positions.add(
                new String(value.headers().lastHeader("leat-position").value(), StandardCharsets.UTF_8)));
        assertThat(all).hasSize(20 * CARTS);
        assertThat(positions).hasSize(20 * CARTS);
    }

    @Test
    void eventLargerThanARecord_travelsAsAPointer() {
        deployment.append("cart-1", ItemAdded.of("p", 1));
        deployment.append("cart-1", new ItemAdded("p", 2, "x".repeat(20_000)));
        deployment.append("cart-1", ItemAdded.of("p", 3));
        runUntilExact(Map.of("leat.kafka.max-record-bytes", "10000"));
        assertThat(contents.read())
                .filteredOn(value -> value.headers().lastHeader("leat-content") != null)
                .hasSize(1)
                .allSatisfy(value -> assertThat(value.value().length).isLessThan(10_000));
    }

    @Test
    void stateOfTheCarts_isWhatItIsByTheLedger_alsoWhenTheRouteChangesBackAndForth() {
        for (String route : List.of("ledger", "kafka", "ledger", "kafka")) {
            deployment.append(5, CARTS);
            runUntilExact(Map.of("leat.route", route));
        }
    }
}
