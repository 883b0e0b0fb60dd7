package dev.leat.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

@RealKafka(dedicated = true)
class KafkaClusterIT {

    @Test
    void records_surviveTheKill_andTheRestartOnTheSameFolder(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 2);
        Records records = new Records(kafka.clientProperties());
        records.write(topic, 0, 100);
        String address = kafka.bootstrap();
        ProcessHandle process = kafka.broker(0).handle();

        kafka.broker(0).kill();

        assertThat(process.isAlive()).isFalse();
        assertThat(kafka.broker(0).isRunning()).isFalse();

        kafka.broker(0).start();

        assertThat(kafka.bootstrap()).isEqualTo(address);
        records.write(topic, 100, 200);
        assertThat(records.read(topic, topics.name("group"), 200))
                .containsExactlyInAnyOrderElementsOf(Records.numbers(0, 200));
    }

    @Test
    void pausedBroker_doesNotAnswer_andGoesOnWhenItIsResumed(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 1);
        Records records = new Records(kafka.clientProperties());
        records.write(topic, 0, 10);

        kafka.broker(0).pause();

        assertThat(kafka.broker(0).isRunning()).isTrue();
        try (Admin impatient = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 500,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 500))) {
            assertThatThrownBy(() -> impatient.listTopics().names().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        }

        kafka.broker(0).resume();

        records.write(topic, 10, 20);
        assertThat(records.read(topic, topics.name("group"), 20)).hasSize(20);
    }

    @Test
    void deletedRecords_areNotRead_andDeletedTopicIsGone(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 1);
        Records records = new Records(kafka.clientProperties());
        records.write(topic, 0, 10);

        kafka.deleteRecords(topic, 0, 7);

        assertThat(records.read(topic, topics.name("group"), 3)).containsExactly("7", "8", "9");

        kafka.deleteTopic(topic);

        assertThatThrownBy(() -> kafka.admin()
                        .describeTopics(List.of(topic))
                        .allTopicNames()
                        .get())
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    @RealKafka(brokers = 3, dedicated = true)
    void acknowledgedRecords_surviveTheKillOfOneOfThree(KafkaCluster kafka, TestTopics topics) throws Exception {
        String topic = topics.create("orders", 3);
        Records records = new Records(kafka.clientProperties());
        records.write(topic, 0, 50);

        kafka.broker(1).kill();

        records.write(topic, 50, 100);
        assertThat(records.read(topic, topics.name("group"), 100))
                .containsExactlyInAnyOrderElementsOf(Records.numbers(0, 100));

        kafka.broker(1).start();

        await().atMost(Duration.ofSeconds(60)).until(() -> copiesInSync(kafka, topic), copies -> copies == 9);
    }

    private static long copiesInSync(KafkaCluster kafka, String topic) throws Exception {
        return kafka.admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .mapToLong(partition -> partition.isr().size())
                .sum();
    }
}
