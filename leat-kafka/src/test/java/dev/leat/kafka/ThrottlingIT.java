package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.leat.kafka.Shop.ItemAdded;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.kafka.TestTopics;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that answers, and tells its clients to wait, as hosted ones do when what was paid for is used up. */
@RealMongo
@RealKafka
class ThrottlingIT {

    private static final String CLIENT = "throttled";
    private static final double BYTES_A_SECOND = 50_000;
    private static final int CARTS_PARTITIONS = 8;

    private RouteDeployment deployment;
    private String topic;

    @BeforeEach
    void connect(MongoClient client, TestDatabase database, KafkaCluster kafka, TestTopics topics) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "kafka");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        properties.put("leat.kafka.topic-prefix", topics.prefix());
        properties.put("leat.kafka.group-prefix", topics.prefix());
        properties.put("leat.kafka.client.client.id", CLIENT);
        properties.put("leat.kafka.client.metric.reporters", ThrottleMeter.class.getName());
        topic = topics.name("events");
        deployment = new RouteDeployment(client, database.name(), properties);
    }

    @AfterEach
    void close(KafkaCluster kafka) throws Exception {
        limit(kafka, null);
        deployment.close();
    }

    private static void limit(KafkaCluster kafka, @Nullable Double bytesASecond) throws Exception {
        List<Op> limits = Stream.of("producer_byte_rate", "consumer_byte_rate")
                .map(key -> new Op(key, bytesASecond))
                .toList();
        ClientQuotaEntity clients = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, CLIENT));
        kafka.admin()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(clients, limits)))
                .all()
                .get();
    }

    private void append(int events, int bytes) {
        for (int i = 0; i < events; i++) {
            deployment.append("cart-" + i % 5, new ItemAdded("product-" + i % 3, 1, "x".repeat(bytes)));
        }
    }

    @Test
    void relayAndConsumersThatAreThrottled_loseNothing(KafkaCluster kafka) throws Exception {
        limit(kafka, BYTES_A_SECOND);
        append(60, 10_000);
        deployment.replica("r1");
        deployment.eventually(() -> {
            assertThat(ThrottleMeter.largest("produce-throttle-time-avg")).isPositive();
            assertThat(ThrottleMeter.largest("fetch-throttle-time-avg")).isPositive();
        });
        deployment.awaitExact();
    }

    /** Else a transaction of a few thousand large events would take longer than the broker leaves it open. */
    @Test
    void largeEvents_goInTransactionsOfAMebibyteOrSo(KafkaCluster kafka) throws Exception {
        int events = 8;
        for (int i = 0; i < events; i++) {
            deployment.append("cart-1", new ItemAdded("product-1", 1, "x".repeat(700_000)));
        }
        deployment.replica("r1");
        deployment.awaitExact();
        // Each transaction ends with a mark in the partition, which takes an offset.
        assertThat(offsets(kafka)).isGreaterThanOrEqualTo(events + events / 2);
    }

    private long offsets(KafkaCluster kafka) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        IntStream.range(0, CARTS_PARTITIONS)
                .forEach(partition -> asked.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
        long sum = 0;
        for (var end :
                new ArrayList<>(kafka.admin().listOffsets(asked).all().get().values())) {
            sum += end.offset();
        }
        return sum;
    }
}
