package dev.leat.testkit.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class MongoClusterIT {
    @Test
    @RealMongo(members = 3, dedicated = true)
    void majorityWrites_surviveTheKillOfThePrimary(MongoCluster cluster, TestDatabase database) {
        MongoCollection<Document> events =
                database.database().getCollection("events").withWriteConcern(WriteConcern.MAJORITY);
        insert(events, 0, 50);
        int killed = cluster.primaryIndex();

        cluster.kill(killed);

        assertThat(cluster.pids().get(killed)).isZero();
        insert(events, 50, 100);
        assertThat(cluster.primaryIndex()).isNotEqualTo(killed);
        assertThat(events.countDocuments()).isEqualTo(100);

        cluster.restart(killed);

        assertThat(cluster.pids()).doesNotContain(0L);
        try (MongoClient restarted = MongoClients.create(cluster.uri(killed))) {
            MongoCollection<Document> copy =
                    restarted.getDatabase(database.name()).getCollection("events");
            await().atMost(Duration.ofSeconds(30)).until(() -> copy.countDocuments() == 100);
        }
    }

    @Test
    void standaloneServer_hasNoChangeStreams() {
        try (MongoCluster cluster = MongoCluster.start(ClusterOptions.standalone())) {
            MongoCollection<Document> events =
                    cluster.client().getDatabase("test").getCollection("events");
            assertThatThrownBy(() -> events.watch().cursor().close())
                    .isInstanceOf(MongoCommandException.class)
                    .hasMessageContaining("replica set");
        }
    }

    @Test
    void accessControl_refusesWhoDoesNotLogIn() {
        try (MongoCluster cluster =
                MongoCluster.start(ClusterOptions.replicaSet(1).withAccessControl())) {
            cluster.client().getDatabase("test").createCollection("events");
            String anonymous = cluster.uri().replaceFirst("//.*@", "//");
            try (MongoClient stranger = MongoClients.create(anonymous)) {
                assertThatThrownBy(() -> stranger.getDatabase("test").createCollection("more"))
                        .isInstanceOf(MongoCommandException.class)
                        .hasMessageContaining("requires authentication");
            }
        }
    }

    @Test
    void close_endsTheServers() {
        MongoCluster cluster = MongoCluster.start(1);
        ProcessHandle server = ProcessHandle.of(cluster.pids().get(0)).orElseThrow();
        assertThat(server.isAlive()).isTrue();

        cluster.close();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> !server.isAlive() || server.info().command().isEmpty());
    }

    /** A retryable write is retried once only; an election may take longer than the driver's one attempt. */
    private static void insert(MongoCollection<Document> events, int from, int to) {
        for (int i = from; i < to; i++) {
            Document event = new Document("_id", i);
            await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(60)).until(() -> inserted(events, event));
        }
    }

    private static boolean inserted(MongoCollection<Document> events, Document event) {
        try {
            events.replaceOne(new Document("_id", event.get("_id")), event, new ReplaceOptions().upsert(true));
            return true;
        } catch (MongoException e) {
            return false;
        }
    }
}
