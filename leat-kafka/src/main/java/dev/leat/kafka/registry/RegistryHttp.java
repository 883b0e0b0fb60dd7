package dev.leat.kafka.registry;

import dev.leat.failure.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one registry behind one or several URLs. What fails for a while (no connection, 429, 5xx) is tried again, at
 * the next URL at once, and after each round with a pause that doubles. Thread-safe.
 */
final class RegistryHttp implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final List<URI> urls;
    private final Credentials credentials;
    private final Duration timeout;
    private final Retries retries;
    private final HttpClient client;

    /** Where the last call succeeded, so that a dead URL is not asked first each time. */
    private volatile int first;

    RegistryHttp(List<URI> urls, Credentials credentials, Duration timeout, Retries retries, HttpClient client) {
        this.urls = List.copyOf(urls);
        this.credentials = credentials;
        this.timeout = timeout;
        this.retries = retries;
        this.client = client;
    }

    /**
     * Rounds over all URLs.
     *
     * @param rounds at least 1
     * @param backoff before the second round, doubled before each one after it
     */
    record Retries(int rounds, Duration backoff, Pauses pauses) {}

    /** An answer that is not worth another attempt. */
    record Answer(int status, String body) {}

    /**
     * Sends a request until it is answered.
     *
     * @param body null for a GET, otherwise JSON for a POST
     * @throws SchemaRegistryException when no attempt brought an answer
     */
    Answer send(String path, @Nullable String body) {
        String failure = "";
        @Nullable Exception cause = null;
        for (int round = 0; round < retries.rounds(); round++) {
            Duration asked = Duration.ZERO;
            int start = first;
            for (int i = 0; i < urls.size(); i++) {
                int index = (start + i) % urls.size();
                try {
                    HttpResponse<String> response = exchange(urls.get(index), path, body);
                    if (!isTransient(response.statusCode())) {
                        first = index;
                        return new Answer(response.statusCode(), response.body());
                    }
                    failure = urls.get(index) + " answered with status " + response.statusCode();
                    asked = max(asked, retryAfter(response));
                } catch (IOException e) {
                    failure = urls.get(index) + " cannot be reached: "
                            + e.getClass().getSimpleName();
                    cause = e;
                }
            }
            if (round + 1 < retries.rounds()) {
                pause(max(asked, retries.backoff().multipliedBy(1L << Math.min(round, 16))));
            }
        }
        throw new SchemaRegistryException(
                "The schema registry did not answer " + path + " in " + retries.rounds() + " rounds; at last " + failure
                        + ". Look whether it runs, and whether its URLs are right.",
                true,
                cause);
    }

    private HttpResponse<String> exchange(URI url, String path, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Accept", MEDIA_TYPE + ", application/json");
        authorize(request);
        if (body == null) {
            request.GET();
        } else {
            request.header("Content-Type", MEDIA_TYPE);
            request.POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The JDK's own words about a header that it refuses would show the secret. */
    private void authorize(HttpRequest.Builder request) {
        Optional<String> value = credentials.header();
        try {
            value.ifPresent(header -> request.header("Authorization", header));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("The token for the schema registry has characters that no HTTP header may"
                    + " have, a line break say. Give the token alone.");
        }
    }

    private void pause(Duration duration) {
        try {
            retries.pauses().pause(duration.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SchemaRegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SchemaRegistryException("A call of the schema registry was interrupted.", true, e);
    }

    private static boolean isTransient(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    /** What the registry asks for, if it does so in seconds. */
    private static Duration retryAfter(HttpResponse<String> response) {
        Optional<String> value = response.headers().firstValue("Retry-After");
        try {
            return value.map(text -> Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, 3600)))
                    .orElse(Duration.ZERO);
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    @Override
    public String toString() {
        return urls + " with " + credentials;
    }
}
