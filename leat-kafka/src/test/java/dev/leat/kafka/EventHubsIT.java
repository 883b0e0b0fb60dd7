package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.KafkaOptions;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.net.URI;
import java.time.Duration;
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
    private static EntraStandIn entra;

    private RouteDeployment deployment;
    private String prefix;

    @BeforeAll
    static void start() throws Exception {
        String listener = "listener.name.clients.";
        // A token that is over is noticed at once, and on connections that are there already.
        kafka = KafkaCluster.start(KafkaOptions.likeEventHubs()
                .with(listener + "sasl.oauthbearer.clock.skew.seconds", "0")
                .with(listener + "oauthbearer.connections.max.reauth.ms", "3000"));
        entra = EntraStandIn.start(kafka.eventHubs());
    }

    @AfterAll
    static void stop() throws Exception {
        if (entra != null) {
            entra.close();
        }
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

    /** Without a secret: of the namespace's access only how its brokers are reached here, and whom to trust. */
    private static Map<String, String> workloadIdentity() {
        Map<String, String> properties = login(kafka.eventHubs().withoutLogin());
        properties.put(
                "leat.kafka.namespace", URI.create(kafka.eventHubs().audience()).getHost());
        return properties;
    }

    @Test
    void workloadIdentity_isAskedForNewTokens_whileEventsFlow_andNoneIsLogged() {
        makeTopics();
        try (LogWatch logs = LogWatch.everything()) {
            entra.issueFor(Duration.ofSeconds(6));
            int before = entra.issued().size();
            deployment.replica("r1", workloadIdentity());
            Writer writer = deployment.writer();
            deployment.eventually(() -> assertThat(entra.issued()).hasSizeGreaterThan(before + 3));
            deployment.awaitSomeMore();
            writer.close();
            deployment.awaitExact();
            deployment.close();
            assertThat(logs.lines())
                    .isNotEmpty()
                    .noneMatch(line -> entra.issued().stream().anyMatch(line::contains));
        }
    }

    @Test
    void tokenThatEntraRefuses_isToldInItsWords() {
        makeTopics();
        entra.refuse();
        assertThatThrownBy(() -> deployment.replica("r1", workloadIdentity()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(
                        "Entra gave no token for https://leat-test.servicebus.windows.net/.default to client 66666666-")
                .hasMessageContaining("AADSTS700213");
    }

    @Test
    void tokenThatIsOver_isRefusedByTheBroker_andSaid() {
        makeTopics();
        entra.issueFor(Duration.ofMinutes(-1));
        assertThatThrownBy(() -> deployment.replica("r1", workloadIdentity()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("refused the login")
                .hasMessageContaining("invalid_token");
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
