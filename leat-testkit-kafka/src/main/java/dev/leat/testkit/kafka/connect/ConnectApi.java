package dev.leat.testkit.kafka.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** The REST interface of a Connect worker. Thread-safe; its calls block. */
final class ConnectApi {

    private static final Duration CALL_WAIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int FIRST_REFUSAL = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    ConnectApi(int port) {
        base = "http://127.0.0.1:" + port + "/connectors";
    }

    /** Whether the worker takes connectors; while it starts it refuses connections, and then answers otherwise. */
    boolean isUp() {
        try {
            return send("GET", "", "").statusCode() == OK;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Makes a connector. */
    void create(String name, Map<String, String> settings) {
        Document body = new Document("name", name).append("config", new Document(Map.copyOf(settings)));
        accepted(send("POST", "", body.toJson()));
    }

    /** Makes a connector's tasks stop polling; they do so a moment later. */
    void pause(String name) {
        accepted(send("PUT", "/" + name + "/pause", ""));
    }

    /** Ends a {@link #pause}. */
    void resume(String name) {
        accepted(send("PUT", "/" + name + "/resume", ""));
    }

    /** The state of a connector's one task, and its trace after a failure; empty while there is none. */
    Optional<TaskState> task(String name) {
        HttpResponse<String> response = send("GET", "/" + name + "/status", "");
        return response.statusCode() == OK ? task(Document.parse(response.body())) : Optional.empty();
    }

    static Optional<TaskState> task(Document status) {
        List<Document> tasks = status.getList("tasks", Document.class, List.of());
        return tasks.stream().findFirst().map(task -> new TaskState(task.getString("state"), task.get("trace", "")));
    }

    /**
     * What the worker tells of a task.
     *
     * @param trace empty unless it failed
     */
    record TaskState(String state, String trace) {

        boolean isFailed() {
            return "FAILED".equals(state);
        }
    }

    private static void accepted(HttpResponse<String> response) {
        if (response.statusCode() >= FIRST_REFUSAL) {
            throw new IllegalStateException(
                    "The Connect worker refuses " + response.request().method() + " " + response.uri() + " with "
                            + response.statusCode() + ": " + response.body());
        }
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(CALL_WAIT)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("The Connect worker does not answer at " + base + path + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the Connect worker was asked.", e);
        }
    }
}
