package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.consumer.TopicIntakes;
import dev.leat.kafka.registry.SchemaRegistryException;
import dev.leat.kafka.relay.KafkaRelay;
import dev.leat.kafka.relay.RelaySettings;
import dev.leat.kafka.topic.EventTopic;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.route.Intake;
import dev.leat.route.Relay;
import dev.leat.route.Route;
import dev.leat.route.RouteContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events go over topics: a relay carries the ledger on to them, and a consumer group for each projection shares them out
 * over the replicas. Made by {@link KafkaRouteProvider} from properties. Thread-safe.
 */
final class KafkaRoute implements Route {

    private static final Logger log = LoggerFactory.getLogger(KafkaRoute.class);

    private final KafkaSettings settings;
    private final KafkaClients clients;
    private final TopicFormats formats;
    private volatile Map<ProjectionId, EventTopic> topics = Map.of();

    KafkaRoute(KafkaSettings settings) {
        this.settings = settings;
        this.clients = new KafkaClients(settings);
        this.formats = new TopicFormats(settings);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void prepare(RouteContext context, List<Projection<?>> projections, Map<ProjectionId, SourceId> sources) {
        mongo(context);
        topics = new TopicSetup(settings, clients).topics(projections, sources);
        topics.values().forEach(this::prepareFormat);
    }

    /** A schema that the registry refuses is told before anything is published with it. */
    private void prepareFormat(EventTopic topic) {
        try {
            formats.of(topic).prepare();
        } catch (SchemaRegistryException e) {
            if (!e.isTransient()) {
                throw e;
            }
            log.warn("Relay and consumers wait for the schema registry: topic={}: {}", topic.name(), e.getMessage());
        }
    }

    @Override
    public Intake intake(RouteContext context, Projection<?> projection, SourceId source) {
        String group = settings.groupPrefix() + source + "." + projection.id().name() + "-"
                + projection.id().version();
        int maxEvents = context.config().batch().maxEvents();
        return TopicIntakes.open(
                context,
                projection,
                topicOf(projection),
                formats.of(topicOf(projection)),
                mongo(context),
                new TopicIntakes.Consumers(
                        () -> clients.member(group, context.replica().name(), maxEvents), clients::reader));
    }

    @Override
    public Optional<Relay> relay(RouteContext context, SourceId source, List<Projection<?>> projections) {
        List<EventTopic> fed =
                projections.stream().map(this::topicOf).distinct().toList();
        LeatMongo mongo = mongo(context);
        RelaySettings relay = new RelaySettings(
                fed,
                () -> clients.producer(settings.groupPrefix() + "relay." + source),
                clients::reader,
                settings.transactions(),
                formats::of,
                settings.maxRecordBytes());
        return Optional.of(new KafkaRelay(context, relay, mongo.storedEvents(), mongo.relayProgress()));
    }

    private EventTopic topicOf(Projection<?> projection) {
        return Objects.requireNonNull(topics.get(projection.id()));
    }

    private LeatMongo mongo(RouteContext context) {
        return context.stores()
                .as(LeatMongo.class)
                .orElseThrow(() -> new ConfigurationException("Route " + settings.name()
                        + " needs the events in MongoDB. Build the replica on LeatMongo, or drop leat.route."));
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
