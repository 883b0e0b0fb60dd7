package dev.leat.testkit.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * How clients log in at brokers {@linkplain Surface#EVENT_HUBS like Event Hubs}. Immutable. All that is secret was made for
 * this cluster and ends with it.
 *
 * <p>Kafka's clients share a login per text of {@code sasl.jaas.config} within a Java virtual machine: a client with the
 * same text as an earlier one gets that one's token. The texts made here differ with what is asked for.
 */
public final class EventHubsAccess {

    /** Name that stands for a connection string, as Event Hubs has it. */
    public static final String USER = "$ConnectionString";

    private final String bootstrap;
    private final EventHubsSecrets secrets;

    EventHubsAccess(String bootstrap, EventHubsSecrets secrets) {
        this.bootstrap = bootstrap;
        this.secrets = secrets;
    }

    /** The connection string that the brokers accept. */
    public String connectionString() {
        return secrets.connectionString();
    }

    /** For whom the tokens are that the brokers accept. */
    public String audience() {
        return EventHubsSecrets.AUDIENCE;
    }

    /** Client properties with the {@link #connectionString()}, by SASL PLAIN. */
    public Map<String, Object> withConnectionString() {
        return withConnectionString(connectionString());
    }

    /** Client properties with any connection string. */
    public Map<String, Object> withConnectionString(String connectionString) {
        String jaas = PlainLoginModule.class.getName() + " required username=\"" + USER + "\" password=\""
                + connectionString + "\";";
        return client("PLAIN", jaas);
    }

    /** Client properties with tokens for the {@link #audience()}, by SASL OAUTHBEARER. */
    public Map<String, Object> withToken() {
        return withTokenFor(audience());
    }

    /** Client properties with tokens for any audience. They hold in another process too, while the cluster runs. */
    public Map<String, Object> withTokenFor(String audience) {
        String jaas = OAuthBearerLoginModule.class.getName() + " required " + TestTokenLogin.KEY_FILE + "=\""
                + secrets.tokenKeyFile() + "\" " + TestTokenLogin.AUDIENCE + "=\"" + audience + "\";";
        Map<String, Object> client = client("OAUTHBEARER", jaas);
        client.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, TestTokenLogin.class.getName());
        return client;
    }

    /** A token for any audience, as the service would issue one now. */
    public String token(String audience, Duration lifetime) {
        Instant now = Instant.now();
        return TestTokenLogin.sign(TokenKey.read(secrets.tokenKeyFile()), audience, now, now.plus(lifetime));
    }

    /**
     * The brokers' side of TLS, for another server of a test on loopback; and the side of a client that trusts the brokers'
     * certificate alone.
     */
    public SSLContext tls() {
        return secrets.tls();
    }

    /** Client properties for an encrypted way to the brokers, without a login. */
    public Map<String, Object> withoutLogin() {
        Map<String, Object> client = new HashMap<>();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        client.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
        client.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
        client.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, secrets.certificate());
        return client;
    }

    private Map<String, Object> client(String mechanism, String jaas) {
        Map<String, Object> client = withoutLogin();
        client.put(SaslConfigs.SASL_MECHANISM, mechanism);
        client.put(SaslConfigs.SASL_JAAS_CONFIG, jaas);
        return client;
    }

    @Override
    public String toString() {
        return "access to " + bootstrap;
    }
}
