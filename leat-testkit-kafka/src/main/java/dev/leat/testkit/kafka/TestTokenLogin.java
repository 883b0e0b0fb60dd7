package dev.leat.testkit.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;

/**
 * Gives a client a token that it signs itself, in place of a service that would. Kafka makes it, from what {@link
 * EventHubsAccess} puts into the client's properties. Confined to Kafka's login.
 */
public final class TestTokenLogin implements AuthenticateCallbackHandler {

    static final String KEY_FILE = "keyFile";
    static final String AUDIENCE = "audience";

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String SUBJECT = "leat-client";
    private static final String SCOPE = "kafka";

    private String keyFile = "";
    private String audience = "";

    /** For Kafka. */
    public TestTokenLogin() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        Map<String, ?> options = jaas.getFirst().getOptions();
        keyFile = String.valueOf(options.get(KEY_FILE));
        audience = String.valueOf(options.get(AUDIENCE));
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            switch (callback) {
                case OAuthBearerTokenCallback wanted -> wanted.token(newToken());
                case SaslExtensionsCallback none -> {
                    // There are none.
                }
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private OAuthBearerToken newToken() {
        // Whole seconds, as a token has them.
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        Instant end = now.plus(LIFETIME);
        String token = sign(TokenKey.read(Path.of(keyFile)), audience, now, end);
        return new Token(token, now.toEpochMilli(), end.toEpochMilli());
    }

    static String sign(TokenKey key, String audience, Instant from, Instant to) {
        return key.sign("{\"iss\":\"" + EventHubsSecrets.ISSUER + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + SUBJECT
                + "\",\"scope\":\"" + SCOPE + "\",\"iat\":" + from.getEpochSecond() + ",\"exp\":" + to.getEpochSecond()
                + "}");
    }

    @Override
    public void close() {}

    private record Token(String value, Long startTimeMs, long lifetimeMs) implements OAuthBearerToken {

        @Override
        public Set<String> scope() {
            return Set.of(SCOPE);
        }

        @Override
        public String principalName() {
            return SUBJECT;
        }

        @Override
        public String toString() {
            return "token of " + SUBJECT;
        }
    }
}
