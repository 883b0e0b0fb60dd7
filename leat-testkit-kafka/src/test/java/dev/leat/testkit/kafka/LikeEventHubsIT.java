package dev.leat.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

@RealKafka(likeEventHubs = true)
class LikeEventHubsIT {

    @Test
    void connectionString_letsAnIdempotentProducerAndAClassicGroupWork(KafkaCluster kafka, TestTopics topics)
            throws Exception {
        String topic = topics.create("orders", 2);
        Records records = new Records(kafka.clientProperties());
        records.write(topic, 0, 100);
        assertThat(records.read(topic, topics.name("group"), 100))
                .containsExactlyInAnyOrderElementsOf(Records.numbers(0, 100));
        // What was committed is not read again.
        records.write(topic, 100, 101);
        assertThat(records.read(topic, topics.name("group"), 1)).containsExactly("100");
    }

    @Test
    void token_letsAnIdempotentProducerAndAClassicGroupWork(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 2);
        Records records = new Records(kafka.eventHubs().withToken());
        records.write(topic, 0, 100);
        assertThat(records.read(topic, topics.name("group"), 100))
                .containsExactlyInAnyOrderElementsOf(Records.numbers(0, 100));
    }

    @Test
    void tokenForAnotherAudience_isRefused_evenAfterAGoodOne(KafkaCluster kafka) {
        try (Admin good = Admin.create(kafka.eventHubs().withToken());
                Admin bad = Admin.create(kafka.eventHubs().withTokenFor("https://other.servicebus.windows.net"))) {
            assertThat(good.listTopics().names()).succeedsWithin(Duration.ofSeconds(60));
            assertThatThrownBy(() -> bad.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class)
                    .hasMessageContaining("invalid_token");
        }
    }

    @Test
    void wrongConnectionString_isRefused_andNotTold(KafkaCluster kafka) {
        String wrong = kafka.eventHubs().connectionString() + "x";
        try (Admin admin = Admin.create(kafka.eventHubs().withConnectionString(wrong))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(wrong));
        }
        assertThat(kafka + " " + kafka.eventHubs() + " " + kafka.broker(0))
                .doesNotContain(kafka.eventHubs().connectionString());
    }

    @Test
    void withoutLogin_thereIsNoConnection(KafkaCluster kafka) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", kafka.bootstrap(),
                "request.timeout.ms", 2000,
                "default.api.timeout.ms", 2000))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        }
    }

    @Test
    void transactions_areRefused(KafkaCluster kafka, TestTopics topics) {
        Map<String, Object> transactional = Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.name("relay"));
        try (Producer<String, String> producer = new Records(kafka.clientProperties()).producer(transactional)) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void ordersToTheCluster_areRefused(KafkaCluster kafka, TestTopics topics) {
        String topic = topics.create("orders", 1);
        ConfigResource configs = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic(topics.name("new"), 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteTopics(List.of(topic)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(
                            () -> admin.describeConfigs(List.of(configs)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() ->
                            admin.createAcls(EventHubsSettings.allowed()).all().get())
                    .hasCauseInstanceOf(ClusterAuthorizationException.class);
            AlterConfigOp shorter =
                    new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
            assertThatThrownBy(() -> admin.incrementalAlterConfigs(Map.of(configs, List.of(shorter)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void recordAboveOneMebibyte_isRefused_oneBelowIsTaken(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 1);
        Map<String, Object> daring = Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024);
        try (Producer<String, String> producer = new Records(kafka.clientProperties()).producer(daring)) {
            producer.send(new ProducerRecord<>(topic, "k", "x".repeat(1_047_000)))
                    .get();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "k", "x".repeat(1_048_576)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void newGroupProtocol_isRefused(KafkaCluster kafka, TestTopics topics) {
        String topic = topics.create("orders", 1);
        Map<String, Object> newProtocol = Map.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        try (Consumer<String, String> consumer =
                new Records(kafka.clientProperties()).consumer(topics.name("group"), newProtocol)) {
            consumer.subscribe(List.of(topic));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            consumer.poll(Duration.ofMillis(200));
                        }
                    })
                    .isInstanceOf(UnsupportedVersionException.class);
        }
    }

    @Test
    void idleConnection_isClosed_andMadeAnewWhenItIsNeeded(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 1);
        Map<String, Object> patient = new HashMap<>();
        patient.put(ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, 600_000);
        try (Producer<String, String> producer = new Records(kafka.clientProperties()).producer(patient)) {
            producer.send(new ProducerRecord<>(topic, "k", "before")).get();
            await().atMost(Duration.ofSeconds(60)).until(() -> closed(producer) > 0);
            producer.send(new ProducerRecord<>(topic, "k", "after")).get();
        }
    }

    private static double closed(Producer<String, String> producer) {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("connection-close-total")
                        && metric.metricName().group().equals("producer-metrics"))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .sum();
    }
}
