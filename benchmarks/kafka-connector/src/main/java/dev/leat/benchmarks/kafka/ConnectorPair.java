package dev.leat.benchmarks.kafka;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.benchmarks.Workplace;
import dev.leat.benchmarks.kafka.consumer.ConsumerLauncher;
import dev.leat.benchmarks.kafka.server.ConnectorSettings;
import dev.leat.benchmarks.kafka.server.KafkaServers;
import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.Feed;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.mongodb.LeatMongo;
import dev.leat.testkit.kafka.connect.Connector;
import java.util.List;
import java.util.Map;
import org.bson.BsonTimestamp;
import org.bson.Document;

/** What Leat is compared with, ready to be started for one row after the other. Immutable. */
record ConnectorPair(Workplace workplace, Map<String, String> connector, Map<String, String> consumer) {

    private static final String TOPIC = "events";

    /** Enough for several consumers to have the same share. */
    private static final int PARTITIONS = 16;

    ConnectorPair {
        connector = Map.copyOf(connector);
        consumer = Map.copyOf(consumer);
    }

    /** Starts a broker and a worker, with the topic. */
    KafkaServers servers(int replicas) throws InterruptedException {
        KafkaServers servers = KafkaServers.start(workplace.folder().resolve("kafka-" + replicas), workplace.logs());
        servers.createTopic(TOPIC, PARTITIONS);
        return servers;
    }

    /** Starts the connector on a database, whose event collection is made as Leat's event store has it. */
    Feed feed(KafkaServers servers, BenchDatabase database) throws InterruptedException {
        String uri = workplace.server().uri();
        BsonTimestamp now;
        try (MongoClient client = MongoClients.create(uri);
                LeatMongo stores = BenchStores.open(client, database.name())) {
            stores.eventStore();
            now = client.getDatabase(database.name())
                    .runCommand(new Document("ping", 1))
                    .get("operationTime", BsonTimestamp.class);
        }
        if (now == null) {
            throw new IllegalStateException("The MongoDB tells no cluster time. A replica set does.");
        }
        return new ConnectorFeed(
                servers,
                servers.connector("mongodb", ConnectorSettings.of(uri, database.name(), TOPIC, now, connector)));
    }

    /** A fleet without consumers, on a database. */
    Fleet fleet(KafkaServers servers, BenchDatabase database) {
        return new Fleet(
                new ConsumerLauncher(
                        CompareMain.class,
                        workplace.server().uri(),
                        servers.bootstrap(),
                        TOPIC,
                        PARTITIONS,
                        consumer,
                        workplace.logs()),
                database.name());
    }

    /** The connector as what brings the events. */
    private record ConnectorFeed(KafkaServers servers, Connector connector) implements Feed {

        @Override
        public void hold() throws InterruptedException {
            connector.pause();
        }

        @Override
        public void go() {
            connector.resume();
        }

        @Override
        public List<ProcessHandle> processes() {
            return servers.processes();
        }
    }
}
