package dev.leat.azure;

import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.jspecify.annotations.Nullable;

/** A token as Kafka holds it: no two are equal, for Kafka tells the new one from the old one. Immutable. */
final class EntraToken implements OAuthBearerToken {

    private final String value;
    private final long endMillis;
    private final String scope;
    private final String client;

    EntraToken(String value, long endMillis, String scope, String client) {
        this.value = value;
        this.endMillis = endMillis;
        this.scope = scope;
        this.client = client;
    }

    @Override
    public String value() {
        return value;
    }

    @Override
    public Set<String> scope() {
        return Set.of(scope);
    }

    @Override
    public long lifetimeMs() {
        return endMillis;
    }

    @Override
    public String principalName() {
        return client;
    }

    /** Not known. */
    @Override
    public @Nullable Long startTimeMs() {
        return null;
    }

    /** Without the token itself. */
    @Override
    public String toString() {
        return "token of " + client + " for " + scope;
    }
}
