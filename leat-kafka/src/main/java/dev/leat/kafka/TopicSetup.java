package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.kafka.topic.EventTopic;
import dev.leat.ledger.SourceId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the topics that projections need, and makes those that are missing if it may. */
final class TopicSetup {

    private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);
    private static final int MOST_LOOKS = 100;
    private static final long LOOK_PAUSE_NANOS = 200_000_000;

    private final KafkaSettings settings;
    private final KafkaClients clients;

    TopicSetup(KafkaSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** The topic of each projection. */
    Map<ProjectionId, EventTopic> topics(List<Projection<?>> projections, Map<ProjectionId, SourceId> sources) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (Projection<?> projection : projections) {
            SourceId source = Objects.requireNonNull(sources.get(projection.id()));
            String name = EventTopic.nameFor(settings.topicPrefix(), source, projection);
            boolean own = projection.keying() instanceof Keying.ByContent;
            int count = projection.partitioning().count();
            wanted.merge(
                    name,
                    new Wanted(source, own ? projection : null, count),
                    (one, other) ->
                            new Wanted(source, one.projection(), commonDivisor(one.partitions(), other.partitions())));
        }
        Map<String, EventTopic> found = new LinkedHashMap<>();
        try (Consumer<byte[], byte[]> reader = clients.reader()) {
            wanted.forEach((name, want) -> found.put(
                    name, new EventTopic(name, want.source(), want.projection(), partitionsOf(reader, name, want))));
        } catch (AuthenticationException e) {
            throw new StoreUnavailableException(
                    "Kafka at " + settings.client().get("bootstrap.servers") + " refused the login: " + e.getMessage(),
                    e);
        } catch (KafkaException e) {
            throw new StoreUnavailableException(
                    "Kafka did not answer at " + settings.client().get("bootstrap.servers") + ": " + e.getMessage(), e);
        }
        Map<ProjectionId, EventTopic> topics = new LinkedHashMap<>();
        for (Projection<?> projection : projections) {
            SourceId source = Objects.requireNonNull(sources.get(projection.id()));
            EventTopic topic =
                    Objects.requireNonNull(found.get(EventTopic.nameFor(settings.topicPrefix(), source, projection)));
            topic.requireFits(projection);
            topics.put(projection.id(), topic);
        }
        return Map.copyOf(topics);
    }

    private record Wanted(SourceId source, @Nullable Projection<?> projection, int partitions) {}

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    private int partitionsOf(Consumer<byte[], byte[]> reader, String name, Wanted wanted) {
        int found = look(reader, name);
        if (found > 0) {
            return found;
        }
        if (!settings.createTopics()) {
            throw missing(name, wanted.partitions());
        }
        create(name, wanted.partitions());
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            found = look(reader, name);
            if (found > 0) {
                return found;
            }
            // Brokers learn of a new topic one by one, and nothing tells when the last one has.
            LockSupport.parkNanos(this, LOOK_PAUSE_NANOS);
        }
        throw missing(name, wanted.partitions());
    }

    private static int look(Consumer<byte[], byte[]> reader, String name) {
        try {
            List<PartitionInfo> partitions = reader.partitionsFor(name);
            return partitions == null ? 0 : partitions.size();
        } catch (UnknownTopicOrPartitionException e) {
            return 0;
        }
    }

    private void create(String name, int partitions) {
        try (Admin admin = clients.admin()) {
            Optional<Short> replication =
                    settings.replication() < 0 ? Optional.empty() : Optional.of(settings.replication());
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), replication)))
                    .all()
                    .get();
            log.info("Topic made: topic={} partitions={}", name, partitions);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ConfigurationException("Topic " + name + " is missing and cannot be made: " + e.getMessage()
                        + ". " + howToMake(name, partitions));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted while making topic " + name + ".", e);
        }
    }

    private ConfigurationException missing(String name, int partitions) {
        return new ConfigurationException("Topic " + name + " is missing. " + howToMake(name, partitions));
    }

    private String howToMake(String name, int partitions) {
        return settings.name().equals(KafkaRouteProvider.EVENT_HUBS)
                ? "Make it: az eventhubs eventhub create --resource-group GROUP --namespace-name NAMESPACE --name "
                        + name + " --partition-count " + partitions
                : "Make it: kafka-topics.sh --bootstrap-server HOST:PORT --create --topic " + name + " --partitions "
                        + partitions;
    }
}
