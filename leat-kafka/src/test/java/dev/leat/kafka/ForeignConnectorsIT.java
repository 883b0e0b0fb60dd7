package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.Leat;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.KafkaInstallation;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.connect.ConnectWorker;
import dev.leat.testkit.kafka.process.JavaProcess;
import dev.leat.testkit.kafka.process.ServerFolder;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The configurations of {@code deploy/connectors} in a real Connect worker, and replicas that read what they publish. */
@RealMongo
@RealKafka(dedicated = true)
class ForeignConnectorsIT {

    private static final Path CONFIGURATIONS = Path.of("..", "deploy", "connectors");
    private static final int CARTS = 20;

    /** A configuration as it is shipped, with the address and the database of the test. */
    private static Map<String, String> configuration(String file, MongoCluster mongo, String database)
            throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(CONFIGURATIONS.resolve(file))) {
            shipped.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        shipped.stringPropertyNames()
                .forEach(name -> settings.put(
                        name,
                        shipped.getProperty(name)
                                .replaceFirst("^mongodb://.*", mongo.uri())
                                .replace("bank", database)));
        settings.remove("name");
        return settings;
    }

    @Test
    void topicsOfTheShippedConfigurations_areReadInsteadOfTheCollection_andAKilledBrokerDoesNoHarm(
            MongoCluster mongo, TestDatabase database, KafkaCluster kafka) throws Exception {
        KafkaInstallation installation = KafkaInstallation.find();
        String name = database.name();
        List<Fed> all =
                List.of(new Fed("mongodb-connector", name + ".events"), new Fed("debezium", "cdc." + name + ".events"));
        for (Fed fed : all) {
            kafka.createTopic(fed.topic(), 3);
        }
        kafka.createTopic("__mongodb_heartbeats", 1);
        Map<String, String> route = Map.of(
                "leat.route",
                "kafka",
                "leat.kafka.bootstrap-servers",
                kafka.bootstrap(),
                "leat.kafka.foreign.wait",
                "10s");
        try (ServerFolder folder = ServerFolder.create(null);
                ConnectWorker worker = ConnectWorker.start(
                        new JavaProcess(
                                installation.classPath(),
                                512,
                                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", folder.option()),
                                folder.path().resolve("connect.log")),
                        folder.path(),
                        installation.plugins(),
                        kafka.bootstrap());
                RouteDeployment deployment = new RouteDeployment(mongo.client(), name, route);
                MongoClient ofMongo = watched(mongo, all.get(0).reads());
                MongoClient ofDebezium = watched(mongo, all.get(1).reads())) {
            worker.connector("mongo", configuration("mongodb-source.properties", mongo, name));
            worker.connector("debezium", configuration("debezium-mongodb.properties", mongo, name));
            // A task runs before its change stream is open.
            for (Fed fed : all) {
                TopicContents contents = new TopicContents(kafka.clientProperties(), fed.topic());
                deployment.eventually(() -> {
                    deployment.append("cart-0", ItemAdded.of("product-0", 1));
                    assertThat(contents.read()).isNotEmpty();
                });
            }
            Leat tailing = deployment.replica("r1", Map.of("leat.route", "ledger"));
            deployment.awaitExact();
            deployment.replica("r2", all.get(0).properties(), ofMongo);
            deployment.replica("r3", all.get(1).properties(), ofDebezium);
            deployment.awaitOwners(tailing, 3);

            // The first ones are compared with the collection.
            deployment.append(5, CARTS);
            deployment.awaitExact();
            assertNothingIsRead(deployment, all);

            kafka.broker(0).kill();
            deployment.append(2, CARTS);
            kafka.broker(0).start();
            deployment.append(2, CARTS);
            deployment.awaitExact();
        }
    }

    private static void assertNothingIsRead(RouteDeployment deployment, List<Fed> all) {
        List<Integer> before = all.stream().map(fed -> fed.reads().finds()).toList();
        deployment.append(3, CARTS);
        deployment.awaitExact();
        assertThat(all).extracting(fed -> fed.reads().finds()).isEqualTo(before);
        assertThat(all).extracting(fed -> fed.reads().changeStreams()).containsOnly(0);
    }

    private static MongoClient watched(MongoCluster mongo, EventReads reads) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(reads)
                .build());
    }

    /** A topic that a connector fills, and how often its replica reads the collection all the same. */
    private record Fed(String format, String topic, EventReads reads) {

        Fed(String format, String topic) {
            this(format, topic, new EventReads());
        }

        Map<String, String> properties() {
            return Map.of("leat.kafka.foreign.topic", topic, "leat.kafka.foreign.format", format);
        }
    }
}
