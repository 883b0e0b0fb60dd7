package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.format.EventFormats;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link KafkaSettings} from {@code leat.kafka.*} properties. */
final class KafkaProperties {

    static final String PREFIX = "leat.kafka.";
    static final String BOOTSTRAP = PREFIX + "bootstrap-servers";
    static final String CLIENT = PREFIX + "client.";
    static final String PRODUCER = PREFIX + "producer.";
    static final String CONSUMER = PREFIX + "consumer.";
    static final String TOPIC_PREFIX = PREFIX + "topic-prefix";
    static final String GROUP_PREFIX = PREFIX + "group-prefix";
    static final String FORMAT = PREFIX + "format";
    static final String CREATE_TOPICS = PREFIX + "create-topics";
    static final String REPLICATION = PREFIX + "replication";
    static final String TRANSACTIONS = PREFIX + "transactions";
    static final String STATIC_MEMBERSHIP = PREFIX + "static-membership";
    static final String GROUP_PROTOCOL = PREFIX + "group-protocol";
    static final String API_KEY = PREFIX + "api-key";
    static final String API_SECRET = PREFIX + "api-secret";
    static final String CONNECTION_STRING = PREFIX + "connection-string";
    static final String NAMESPACE = PREFIX + "namespace";
    static final String REGISTRY_URL = PREFIX + "registry.url";
    static final String REGISTRY_KEY = PREFIX + "registry.api-key";
    static final String REGISTRY_SECRET = PREFIX + "registry.api-secret";
    static final String REGISTRY_STRATEGY = PREFIX + "registry.subject-strategy";
    static final String MAX_RECORD_BYTES = PREFIX + "max-record-bytes";

    /** Every key, but those of Kafka's clients. */
    static final List<String> KEYS = List.of(
            BOOTSTRAP,
            TOPIC_PREFIX,
            GROUP_PREFIX,
            FORMAT,
            CREATE_TOPICS,
            REPLICATION,
            TRANSACTIONS,
            STATIC_MEMBERSHIP,
            GROUP_PROTOCOL,
            API_KEY,
            API_SECRET,
            CONNECTION_STRING,
            NAMESPACE,
            REGISTRY_URL,
            REGISTRY_KEY,
            REGISTRY_SECRET,
            REGISTRY_STRATEGY,
            MAX_RECORD_BYTES,
            ForeignProperties.TOPIC,
            ForeignProperties.FORMAT,
            ForeignProperties.CACHE_BYTES,
            ForeignProperties.WAIT);

    static final String DEFAULT_PREFIX = "leat.";
    static final int DEFAULT_MAX_RECORD_BYTES = 1_000_000;

    /**
     * What Microsoft recommends for Kafka clients of Event Hubs, which closes connections after four idle minutes.
     *
     * @see <a href="https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations">Recommended configurations</a>
     */
    private static final Map<String, String> EVENT_HUBS_CLIENT = Map.of(
            "metadata.max.age.ms", "180000",
            "connections.max.idle.ms", "180000",
            "request.timeout.ms", "60000");

    private final String route;
    private final Map<String, String> values;

    KafkaProperties(String route, Map<String, String> values) {
        this.route = route;
        this.values = values;
    }

    static boolean knows(String key) {
        return KEYS.contains(key)
                || ForeignProperties.namesSource(key)
                || key.startsWith(CLIENT)
                || key.startsWith(PRODUCER)
                || key.startsWith(CONSUMER);
    }

    /**
     * The settings.
     *
     * @throws ConfigurationException for a value that does not parse, naming key and value
     */
    KafkaSettings settings() {
        boolean eventHubs = route.equals(KafkaRouteProvider.EVENT_HUBS);
        Map<String, String> client = new HashMap<>(eventHubs ? EVENT_HUBS_CLIENT : Map.of());
        client.put("client.id", "leat");
        client.putAll(login());
        if (values.containsKey(BOOTSTRAP)) {
            client.put("bootstrap.servers", text(BOOTSTRAP, ""));
        }
        client.putAll(behind(CLIENT));
        Map<String, String> consumer = behind(CONSUMER);
        if (values.containsKey(GROUP_PROTOCOL)) {
            consumer.put("group.protocol", groupProtocol());
        }
        RegistrySettings registry = registry();
        boolean avro = registry != null && route.equals(KafkaRouteProvider.CONFLUENT);
        return new KafkaSettings(
                route,
                client,
                behind(PRODUCER),
                consumer,
                text(TOPIC_PREFIX, DEFAULT_PREFIX),
                text(GROUP_PREFIX, DEFAULT_PREFIX),
                text(FORMAT, avro ? EventFormats.CLOUDEVENTS_AVRO : EventFormats.CLOUDEVENTS_JSON),
                registry,
                flag(CREATE_TOPICS, !eventHubs),
                (short) number(REPLICATION, -1),
                flag(TRANSACTIONS, !eventHubs),
                flag(STATIC_MEMBERSHIP, System.getenv("KUBERNETES_SERVICE_HOST") != null),
                number(MAX_RECORD_BYTES, DEFAULT_MAX_RECORD_BYTES));
    }

    private String groupProtocol() {
        String protocol = text(GROUP_PROTOCOL, "classic").toLowerCase(Locale.ROOT);
        if (!protocol.equals("classic") && !protocol.equals("consumer")) {
            throw new ConfigurationException(
                    "Value of " + GROUP_PROTOCOL + " is no protocol: " + protocol + ". Use classic or consumer.");
        }
        return protocol;
    }

    private Map<String, String> login() {
        List<String> ways = List.of(CONNECTION_STRING, NAMESPACE, API_KEY).stream()
                .filter(values::containsKey)
                .toList();
        if (ways.size() > 1) {
            throw new ConfigurationException("There are several ways to log in: " + ways + ". Keep one of them.");
        }
        if (values.containsKey(API_KEY) != values.containsKey(API_SECRET)) {
            throw new ConfigurationException("Set both " + API_KEY + " and " + API_SECRET + ", or neither.");
        }
        return switch (ways.isEmpty() ? "" : ways.getFirst()) {
            case CONNECTION_STRING -> Logins.byConnectionString(text(CONNECTION_STRING, ""));
            case NAMESPACE -> Logins.byWorkloadIdentity(text(NAMESPACE, ""));
            case API_KEY -> Logins.byPassword(text(API_KEY, ""), text(API_SECRET, ""));
            default -> Map.of();
        };
    }

    private @Nullable RegistrySettings registry() {
        String urls = values.get(REGISTRY_URL);
        return urls == null
                ? null
                : new RegistrySettings(
                        List.of(urls.strip().split("\\s*,\\s*")),
                        values.get(REGISTRY_KEY),
                        values.get(REGISTRY_SECRET),
                        RegistrySettings.strategy(text(REGISTRY_STRATEGY, "topic-name")));
    }

    private Map<String, String> behind(String prefix) {
        Map<String, String> found = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private String text(String key, String otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : value.strip();
    }

    private boolean flag(String key, boolean otherwise) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new ConfigurationException("Value of " + key + " is neither true nor false: " + value + ".");
        };
    }

    private int number(String key, int otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Integer.parseInt(value.strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Value of " + key + " is not a whole number: " + value + ". Write for example 1000000.");
        }
    }
}
