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

    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+");
    private static final String ENTRA_LOGIN = "dev.leat.azure.EntraLogin";

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

    /** At Azure Event Hubs, by tokens of Microsoft Entra for the identity of the pod, without a secret. */
    static Map<String, String> byWorkloadIdentity(String namespace) {
        if (!HOST.matcher(namespace).matches()) {
            throw new ConfigurationException("Value of " + KafkaProperties.NAMESPACE + " is no host name: " + namespace
                    + ". Write for example shop.servicebus.windows.net.");
        }
        try {
            Class.forName(ENTRA_LOGIN, false, Logins.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(KafkaProperties.NAMESPACE
                    + " without a connection string means tokens of Microsoft Entra, and the library for them is not on"
                    + " the class path. Add the dependency dev.leat:leat-azure, or set "
                    + KafkaProperties.CONNECTION_STRING + ".");
        }
        Map<String, String> client = new HashMap<>();
        client.put("bootstrap.servers", namespace + ":" + EVENT_HUBS_PORT);
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "OAUTHBEARER");
        client.put("sasl.login.callback.handler.class", ENTRA_LOGIN);
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required namespace=\"" + namespace
                        + "\";");
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
