package dev.leat.testkit.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/** What makes a broker's listener behave {@linkplain Surface#EVENT_HUBS like Event Hubs}. */
final class EventHubsSettings {

    static final String LISTENER = "CLIENTS";

    /** Largest batch of records, and so largest record: one MiB. */
    private static final int MAX_MESSAGE_BYTES = 1_048_576;

    /** Event Hubs waits four minutes, which no test does. */
    private static final int MAX_IDLE_MILLIS = 5_000;

    private EventHubsSettings() {}

    /** Settings of a broker. Who comes by a listener without access control is the testkit itself. */
    static Map<String, String> of(EventHubsSecrets secrets) {
        String listener = "listener.name." + LISTENER.toLowerCase(Locale.ROOT) + ".";
        String bearer = OAuthBearerLoginModule.class.getName() + " required;";
        String plain = PlainLoginModule.class.getName() + " required user_" + EventHubsAccess.USER + "=\""
                + secrets.connectionString() + "\";";
        return Map.ofEntries(
                Map.entry(listener + "ssl.keystore.location", secrets.keyStore().toString()),
                Map.entry(listener + "ssl.keystore.type", "PKCS12"),
                Map.entry(listener + "ssl.keystore.password", secrets.keyStorePassword()),
                Map.entry(listener + "ssl.key.password", secrets.keyStorePassword()),
                Map.entry(listener + "sasl.enabled.mechanisms", "PLAIN,OAUTHBEARER"),
                Map.entry(listener + "plain.sasl.jaas.config", plain),
                Map.entry(listener + "oauthbearer.sasl.jaas.config", bearer),
                Map.entry(
                        listener + "oauthbearer.sasl.server.callback.handler.class",
                        OAuthBearerValidatorCallbackHandler.class.getName()),
                Map.entry(listener + "sasl.oauthbearer.jwks.endpoint.url", secrets.jwksUrl()),
                Map.entry(listener + "sasl.oauthbearer.expected.audience", EventHubsSecrets.AUDIENCE),
                Map.entry(listener + "sasl.oauthbearer.expected.issuer", EventHubsSecrets.ISSUER),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS"),
                Map.entry("message.max.bytes", String.valueOf(MAX_MESSAGE_BYTES)),
                Map.entry("connections.max.idle.ms", String.valueOf(MAX_IDLE_MILLIS)),
                Map.entry("group.coordinator.rebalance.protocols", "classic"));
    }

    /** For the Java virtual machine of a broker, which reads keys from nowhere else. */
    static String javaOption(EventHubsSecrets secrets) {
        return "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + secrets.jwksUrl();
    }

    /** All that clients may do. What is not here is refused: transactions, and all orders to the cluster and about topics. */
    static List<AclBinding> allowed() {
        return List.of(
                allow(ResourceType.TOPIC, AclOperation.READ),
                allow(ResourceType.TOPIC, AclOperation.WRITE),
                allow(ResourceType.TOPIC, AclOperation.DESCRIBE),
                allow(ResourceType.GROUP, AclOperation.READ),
                allow(ResourceType.GROUP, AclOperation.DESCRIBE));
    }

    private static AclBinding allow(ResourceType type, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.ALLOW));
    }
}
