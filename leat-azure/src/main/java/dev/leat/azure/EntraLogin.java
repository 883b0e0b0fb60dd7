package dev.leat.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.util.Configuration;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import dev.leat.failure.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensions;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Gives Kafka's clients tokens of Microsoft Entra for an Event Hubs namespace, by the workload identity of the pod: what
 * Kubernetes says about the pod is exchanged for a token, so there is no secret to keep. Kafka asks again when four fifths
 * of a token's life are over, and whenever it failed. Confined to Kafka's login.
 *
 * <p>The option {@value #NAMESPACE} of {@code sasl.jaas.config} is the namespace's host name.
 */
public final class EntraLogin implements AuthenticateCallbackHandler {

    /** Name of the option that says for which namespace a token is. */
    public static final String NAMESPACE = "namespace";

    private final Function<String, @Nullable String> environment;
    private @Nullable Supplier<AccessToken> tokens;
    private String scope = "";
    private String client = "";

    /** For Kafka. */
    public EntraLogin() {
        this(Configuration.getGlobalConfiguration()::get);
    }

    EntraLogin(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Takes up the options.
     *
     * @throws ConfigurationException when the pod has no workload identity, or the namespace is not named
     */
    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        Object namespace = jaas.isEmpty() ? null : jaas.getFirst().getOptions().get(NAMESPACE);
        if (namespace == null) {
            throw new ConfigurationException("A token is for one namespace of Event Hubs, and none is named. Add "
                    + NAMESPACE + "=\"NAME.servicebus.windows.net\" to sasl.jaas.config.");
        }
        WorkloadIdentity identity = WorkloadIdentity.of(environment);
        HttpClient http = HttpClient.createDefault();
        client = identity.client();
        scope = "https://" + namespace + "/.default";
        tokens = () -> credential(identity, http).getTokenSync(new TokenRequestContext().addScopes(scope));
    }

    /** A new one each time: it hands out the token it has until shortly before the end, and Kafka wants another one. */
    private static TokenCredential credential(WorkloadIdentity identity, HttpClient http) {
        return new WorkloadIdentityCredentialBuilder()
                .clientId(identity.client())
                .tenantId(identity.tenant())
                .tokenFilePath(identity.tokenFile())
                .httpClient(http)
                // The authority comes with the identity, and a cluster may let nothing out but what goes there.
                .disableInstanceDiscovery()
                .build();
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            switch (callback) {
                case OAuthBearerTokenCallback wanted -> answer(wanted);
                case SaslExtensionsCallback wanted -> wanted.extensions(SaslExtensions.empty());
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private void answer(OAuthBearerTokenCallback wanted) {
        try {
            AccessToken token = Objects.requireNonNull(tokens).get();
            wanted.token(new EntraToken(
                    token.getToken(), token.getExpiresAt().toInstant().toEpochMilli(), scope, client));
        } catch (RuntimeException e) {
            wanted.error(
                    "entra",
                    "Microsoft Entra gave no token for " + scope + " to client " + client + ": " + e.getMessage(),
                    null);
        }
    }

    @Override
    public void close() {}
}
