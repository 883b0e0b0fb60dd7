package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.KafkaOptions;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that behaves as Event Hubs does: no transactions, no admin calls, small records, idle connections closed. */
@RealMongo
class EventHubsIT {

    private static KafkaCluster kafka;

    private RouteDeployment deployment;
    private String prefix;

    @BeforeAll
    static void start() {
        kafka = KafkaCluster.start(KafkaOptions.likeEventHubs());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void connect(MongoClient client, TestDatabase database) {
        prefix = database.name() + ".";
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "eventhubs");
        properties.put("leat.kafka.topic-prefix", prefix);
        properties.put("leat.kafka.group-prefix", prefix);
        deployment = new RouteDeployment(client, database.name(), properties);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private static Map<String, String> login(Map<String, Object> client) {
        Map<String, String> properties = new HashMap<>();
        client.forEach((key, value) -> properties.put("leat.kafka.client." + key, value.toString()));
        return properties;
    }

    private void makeTopics() {
        kafka.createTopic(prefix + "events", 8);
        kafka.createTopic(prefix + "events.products-1", 4);
    }

    @Test
    void replicas_shareTheWork_exactlyOnce_withoutTransactionsOfTheBroker() {
        makeTopics();
        Map<String, String> login = login(kafka.eventHubs().withConnectionString());
        Leat first = deployment.replica("r1", login);
        deployment.append(10, 20);
        deployment.append("cart-1", new ItemAdded("p", 2, "x".repeat(1_200_000)));
        Leat second = deployment.replica("r2", login);
        deployment.awaitOwners(first, 2);
        deployment.append(10, 20);
        second.close();
        deployment.append(10, 20);
        deployment.awaitExact();
    }

    @Test
    void tokens_doAsWell() {
        makeTopics();
        deployment.append(5, 20);
        deployment.replica("r1", login(kafka.eventHubs().withToken()));
        deployment.awaitExact();
    }

    @Test
    void missingTopic_isToldWithTheCommandThatMakesIt() {
        Map<String, String> login = login(kafka.eventHubs().withConnectionString());
        assertThatThrownBy(() -> deployment.replica("r1", login))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("az eventhubs eventhub create")
                .hasMessageContaining("--name " + prefix + "events --partition-count 8");
    }

    @Test
    void connectionString_namesTheBroker_andIsNeverShown() {
        String secret = "c2VjcmV0";
        Map<String, String> properties = Map.of(
                "leat.kafka.connection-string",
                "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=leat;SharedAccessKey=" + secret);
        KafkaSettings settings = new KafkaProperties("eventhubs", properties).settings();
        assertThat(settings.client()).containsEntry("bootstrap.servers", "shop.servicebus.windows.net:9093");
        assertThat(settings.client().get("sasl.jaas.config"))
                .contains("$ConnectionString")
                .contains(secret);
        assertThat(settings.toString()).doesNotContain(secret);
        assertThat(settings.transactions()).isFalse();
        assertThat(settings.createTopics()).isFalse();
    }
}
