package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.Leat;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event documents out of a topic that others fill spare reads of the collection, and nothing in it does harm. */
@RealMongo
@RealKafka
class ForeignTopicIT {

    private static final int CARTS = 20;

    private final EventReads reads = new EventReads();
    private RouteDeployment deployment;
    private TestTopics topics;
    private ForeignTopic topic;
    private MongoClient watched;

    @BeforeEach
    void connect(MongoCluster mongo, TestDatabase database, KafkaCluster kafka, TestTopics names) {
        topics = names;
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "kafka");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        properties.put("leat.kafka.foreign.topic", names.name("mongo"));
        deployment = new RouteDeployment(mongo.client(), database.name(), properties);
        topic = new ForeignTopic(
                kafka.clientProperties(),
                names.name("mongo"),
                deployment.data().getCollection("events", BsonDocument.class));
        watched = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(reads)
                .build());
    }

    @AfterEach
    void close() {
        deployment.close();
        watched.close();
        topic.close();
    }

    /** A replica that tails, and a watched one that does not. */
    private void startReplicas(String format, String wait) {
        Map<String, String> properties = Map.of("leat.kafka.foreign.format", format, "leat.kafka.foreign.wait", wait);
        Leat first = deployment.replica("r1", properties);
        deployment.awaitOwners(first, 1);
        deployment.replica("r2", properties, watched);
        deployment.awaitOwners(first, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongodb-connector", "cloudevents"})
    void documentsThatAreInTheTopic_areNotReadFromTheCollection(String format) throws Exception {
        topics.create("mongo", 3);
        startReplicas(format, "10s");
        // The first ones are compared with the collection.
        deployment.append(5, CARTS);
        topic.publish(format);
        deployment.awaitExact();
        assertThat(reads.finds()).isPositive();

        int before = reads.finds();
        for (int i = 0; i < 4; i++) {
            deployment.append(2, CARTS);
            topic.publish(format);
        }
        deployment.awaitExact();
        assertThat(reads.finds()).isEqualTo(before);
        assertThat(reads.changeStreams()).isZero();
    }

    @Test
    void topicThatIsMissing_bad_orSilent_changesNothing() throws Exception {
        startReplicas("mongodb-connector", "200ms");
        deployment.append(5, CARTS);
        deployment.awaitExact();

        topics.create("mongo", 3);
        for (int i = 0; i < 3; i++) {
            deployment.append(5, CARTS);
            topic.publishBadly();
            deployment.awaitExact();
        }

        deployment.append(5, CARTS);
        deployment.awaitExact();
    }
}
