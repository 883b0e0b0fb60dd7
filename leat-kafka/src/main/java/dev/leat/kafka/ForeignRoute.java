package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.bodies.BodySettings;
import dev.leat.kafka.bodies.TopicBodies;
import dev.leat.kafka.foreign.ForeignFormats;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.LeatMongo;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.route.Intake;
import dev.leat.route.LedgerRoute;
import dev.leat.route.Route;
import dev.leat.route.RouteContext;
import dev.leat.verify.VerifiableStores.FreshFeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's route, whose event documents are taken from topics that others fill, as far as they are there. Made by
 * {@link KafkaRouteProvider} from properties. Thread-safe.
 */
final class ForeignRoute implements Route {

    private final KafkaSettings settings;
    private final ForeignSettings foreign;
    private final LedgerRoute ledger = new LedgerRoute(context -> feed());
    private volatile @Nullable Open open;

    /** What all intakes share. */
    private record Open(TopicBodies bodies, FreshFeed feed) {}

    ForeignRoute(KafkaSettings settings, ForeignSettings foreign) {
        this.settings = settings;
        this.foreign = foreign;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void prepare(RouteContext context, List<Projection<?>> projections, Map<ProjectionId, SourceId> sources) {
        LeatMongo mongo = context.stores()
                .as(LeatMongo.class)
                .orElseThrow(() -> new ConfigurationException("Route " + name()
                        + " needs the events in MongoDB. Build the replica on LeatMongo, or drop leat.route."));
        Map<SourceId, BodySettings> topics = new HashMap<>();
        foreign.of(sources.values())
                .forEach((source, topic) -> topics.put(
                        source,
                        new BodySettings(
                                topic.name(),
                                ForeignFormats.of(topic.format()),
                                foreign.cacheBytes(),
                                foreign.longestWait())));
        TopicBodies bodies = TopicBodies.open(topics, new KafkaClients(settings)::reader, context.ticker());
        open = new Open(bodies, mongo.openFeed(bodies));
    }

    @Override
    public Intake intake(RouteContext context, Projection<?> projection, SourceId source) {
        return ledger.intake(context, projection, source);
    }

    private FreshFeed feed() {
        return Objects.requireNonNull(open).feed();
    }

    @Override
    public void close() {
        Open current = open;
        if (current != null) {
            current.bodies().close();
            current.feed().close();
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
