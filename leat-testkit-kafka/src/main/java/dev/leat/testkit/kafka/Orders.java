package dev.leat.testkit.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Orders to the brokers; those about topics wait until brokers have heard of them. Thread-safe. */
record Orders(Admin admin) {

    private static final Duration CALL_WAIT = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    void create(String topic, int partitions, int copies, Map<String, String> configs) {
        String what = "make topic " + topic;
        NewTopic wanted = new NewTopic(topic, partitions, (short) copies).configs(configs);
        done(admin.createTopics(List.of(wanted)).all(), what);
        await(() -> isServed(topic), what);
    }

    void delete(String topic) {
        String what = "delete topic " + topic;
        done(admin.deleteTopics(List.of(topic)).all(), what);
        await(() -> !isKnown(topic), what);
    }

    void deleteRecords(String topic, int partition, long beforeOffset) {
        Map<TopicPartition, RecordsToDelete> what =
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(beforeOffset));
        done(
                admin.deleteRecords(what).all(),
                "delete records of topic " + topic + ", partition " + partition + ", before " + beforeOffset);
    }

    void allow(Collection<AclBinding> allowed) {
        done(admin.createAcls(allowed).all(), "allow clients what they may do");
    }

    private boolean isKnown(String topic) {
        return done(admin.listTopics().names(), "list topics").contains(topic);
    }

    /** Asked for by its name, for a broker that has not heard of it says so. */
    private boolean isServed(String topic) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new IllegalStateException("Cannot describe topic " + topic + ".", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted("describe topic " + topic, e);
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + CALL_WAIT.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The brokers did not " + what + " in time.");
                }
                Thread.sleep(LOOK_INTERVAL);
            }
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static <T> T done(KafkaFuture<T> call, String what) {
        try {
            return call.get(CALL_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot " + what + ".", e);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static IllegalStateException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted on the way to " + what + ".", e);
    }
}
