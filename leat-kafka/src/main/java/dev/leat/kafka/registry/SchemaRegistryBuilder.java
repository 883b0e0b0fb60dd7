package dev.leat.kafka.registry;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.Limits;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Builds the client of a registry. Confined to one thread. */
public final class SchemaRegistryBuilder {

    /** How long a connection and each request may take, unless told otherwise: 10 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Rounds over all URLs, unless told otherwise. */
    public static final int DEFAULT_ROUNDS = 5;

    /** Pause before the second round, unless told otherwise: 200 ms. It doubles with each round. */
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(200);

    private static final int MOST_ROUNDS = 100;

    private final List<URI> urls = new ArrayList<>();
    private Credentials credentials = Credentials.NONE;
    private Duration timeout = DEFAULT_TIMEOUT;
    private int rounds = DEFAULT_ROUNDS;
    private Duration backoff = DEFAULT_BACKOFF;
    private Pauses pauses = Pauses.REAL;
    private @Nullable SSLContext tls;

    SchemaRegistryBuilder(List<String> urls) {
        urls.forEach(url -> this.urls.add(url(url)));
        if (this.urls.isEmpty()) {
            throw new ConfigurationException("No URL of a schema registry is given. Name at least one.");
        }
    }

    private static URI url(String text) {
        // Neither message shows the text, which may hold a secret.
        URI url;
        try {
            url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("A URL of the schema registry is none. Write it like https://host:8081.");
        }
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new ConfigurationException("A URL of the schema registry is none. Write it like https://host:8081.");
        }
        if (url.getUserInfo() != null) {
            throw new ConfigurationException("The URL of the schema registry at " + url.getHost()
                    + " has credentials in it, which logs would show. Give them apart from it.");
        }
        return url;
    }

    /** An API key and its secret, or a user and a password. */
    public SchemaRegistryBuilder basicAuth(String key, String secret) {
        requireNoCredentials();
        credentials = Credentials.basic(key, secret);
        return this;
    }

    /** A bearer token, which is asked for at each request; the supplier keeps it as long as it is valid. */
    public SchemaRegistryBuilder bearerAuth(Supplier<String> token) {
        requireNoCredentials();
        credentials = Credentials.bearer(token);
        return this;
    }

    private void requireNoCredentials() {
        if (credentials != Credentials.NONE) {
            throw new ConfigurationException(
                    "Two kinds of credentials are given for the schema registry. Choose basic or bearer, once.");
        }
    }

    /** How long a connection and each request may take. Default: {@link #DEFAULT_TIMEOUT}. */
    public SchemaRegistryBuilder timeout(Duration limit) {
        Limits.pause("timeout of the schema registry", limit);
        timeout = limit;
        return this;
    }

    /**
     * How often what fails for a while is tried.
     *
     * @param attempts rounds over all URLs, 1 for no second one; default {@value #DEFAULT_ROUNDS}
     * @param pause before the second round, doubled before each one after it up to 30 s; default {@link #DEFAULT_BACKOFF}
     */
    public SchemaRegistryBuilder retries(int attempts, Duration pause) {
        Limits.number("rounds of calls of the schema registry", attempts, 1, MOST_ROUNDS);
        Limits.pause("backoff of the schema registry", pause);
        rounds = attempts;
        backoff = pause;
        return this;
    }

    /** The certificates to trust and to show; by default those of the JVM. */
    public SchemaRegistryBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    SchemaRegistryBuilder pauses(Pauses own) {
        pauses = own;
        return this;
    }

    /** The client, which nobody has asked anything yet. Close it. */
    public SchemaRegistry build() {
        // No registry gains from HTTP/2, and the offer to change to it upsets some proxies.
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        if (tls != null) {
            http.sslContext(tls);
        }
        return new SchemaRegistry(new RegistryHttp(
                urls, credentials, timeout, new RegistryHttp.Retries(rounds, backoff, pauses), http.build()));
    }
}
