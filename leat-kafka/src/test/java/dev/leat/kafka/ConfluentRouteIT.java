package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.kafka.registry.RegisteredSchema;
import dev.leat.kafka.registry.SchemaRegistry;
import dev.leat.kafka.registry.SchemaRegistryException;
import dev.leat.testkit.kafka.ApicurioRegistry;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route with a schema registry: a real one, with Confluent's interface, and a real broker. */
@RealMongo
@RealKafka
class ConfluentRouteIT {

    private final ApicurioRegistry registry = SharedRegistry.get();
    private RouteDeployment deployment;
    private TopicContents contents;
    private String topic;

    @BeforeEach
    void connect(MongoClient client, TestDatabase database, KafkaCluster kafka, TestTopics topics) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "confluent");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        properties.put("leat.kafka.topic-prefix", topics.prefix());
        properties.put("leat.kafka.group-prefix", topics.prefix());
        properties.put("leat.kafka.registry.url", registry.url());
        topic = topics.name("events");
        contents = new TopicContents(kafka.clientProperties(), topic);
        deployment = new RouteDeployment(client, database.name(), properties);
    }

    @AfterEach
    void close() {
        deployment.close();
        if (!registry.isRunning()) {
            registry.restart();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-avro", "cloudevents-json"})
    void recordsOfARegisteredSchema_takeEffectAsOthersDo(String format) {
        deployment.append(3, 20);
        deployment.replica("r1", Map.of("leat.kafka.format", format));
        deployment.append(3, 20);
        deployment.awaitExact();
        assertThat(registry.get("/subjects")).contains(topic + "-value", topic + ".products-1-value");
        assertThat(contents.read())
                .hasSize(120)
                .allSatisfy(value -> assertThat(value.value()).startsWith(0));
    }

    @Test
    void registryThatIsGone_stopsNobodyWhoKnowsTheSchemas_andOthersWaitForIt() {
        Leat first = deployment.replica("r1");
        Writer writer = deployment.writer();
        deployment.awaitSomeMore();
        registry.kill();
        deployment.awaitSomeMore();
        deployment.replica("r2");
        deployment.awaitOwners(first, 2);
        registry.restart();
        deployment.awaitSomeMore();
        writer.close();
        deployment.awaitExact();
    }

    @Test
    void incompatibleSchema_isToldAtTheStart_andNothingIsPublished() {
        deployment.append(1, 5);
        try (SchemaRegistry others = SchemaRegistry.at(registry.url()).build()) {
            others.register(topic + "-value", new RegisteredSchema("AVRO", "\"string\""));
        }
        assertThat(registry.put("/config/" + topic + "-value", "{\"compatibility\": \"BACKWARD\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> deployment.replica("r1"))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("subject " + topic + "-value")
                .hasMessageContaining("nothing was published");
        assertThat(contents.read()).isEmpty();
    }
}
