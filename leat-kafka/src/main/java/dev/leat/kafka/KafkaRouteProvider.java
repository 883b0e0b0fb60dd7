package dev.leat.kafka;

import dev.leat.route.Route;
import dev.leat.route.RouteProvider;
import java.util.Map;
import java.util.Set;

/** Makes the routes over Kafka from {@code leat.kafka.*} properties. */
public final class KafkaRouteProvider implements RouteProvider {

    static final String KAFKA = "kafka";
    static final String EVENT_HUBS = "eventhubs";
    static final String CONFLUENT = "confluent";

    @Override
    public Set<String> names() {
        return Set.of(KAFKA, EVENT_HUBS, CONFLUENT);
    }

    @Override
    public boolean knows(String key) {
        return KafkaProperties.knows(key);
    }

    @Override
    public Route route(String name, Map<String, String> properties) {
        KafkaSettings settings = new KafkaProperties(name, properties).settings();
        ForeignSettings foreign = new ForeignProperties(properties).settings();
        return foreign.topics().isEmpty() ? new KafkaRoute(settings) : new ForeignRoute(settings, foreign);
    }
}
