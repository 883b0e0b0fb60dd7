package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Client properties that log in at hosted Kafka. Their values hold secrets. */
final class Logins {

    private static final Pattern ENDPOINT =
            Pattern.compile("(?:^|;)\\s*Endpoint=sb://([^/;:]+)", Pattern.CASE_INSENSITIVE);
    private static final String USER_OF_CONNECTION_STRING = "$ConnectionString";
    private static final int EVENT_HUBS_PORT = 9093;

    private Logins() {}

    /** At Azure Event Hubs, by a connection string, which names the broker too. */
    static Map<String, String> byConnectionString(String connectionString) {
        Matcher endpoint = ENDPOINT.matcher(connectionString);
        if (!endpoint.find()) {
            // Not shown: it holds a key.
            throw new ConfigurationException("Value of " + KafkaProperties.CONNECTION_STRING
                    + " is no connection string. Copy it from the namespace's shared access policy; it begins with"
                    + " Endpoint=sb://.");
        }
        Map<String, String> client = byPassword(USER_OF_CONNECTION_STRING, connectionString);
        client.put("bootstrap.servers", endpoint.group(1) + ":" + EVENT_HUBS_PORT);
        return client;
    }

    /** By SASL PLAIN over TLS. */
    static Map<String, String> byPassword(String user, String password) {
        Map<String, String> client = new HashMap<>();
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "PLAIN");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + quoted(user)
                        + "\" password=\"" + quoted(password) + "\";");
        return client;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
