package dev.leat.testkit.kafka;

import dev.leat.testkit.kafka.process.FreePorts;
import dev.leat.testkit.kafka.process.JavaProcess;
import dev.leat.testkit.kafka.process.ServerFolder;
import dev.leat.testkit.kafka.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * A real schema registry on the loopback interface, with Confluent's interface. It can be killed and started again with what
 * it has. It ends with {@link #close()}, and in any case when the process that started it is gone. Thread-safe.
 */
public final class ApicurioRegistry implements AutoCloseable {

    private static final Duration START_WAIT = Duration.ofMinutes(5);
    private static final Duration CALL_WAIT = Duration.ofSeconds(30);
    private static final int HEAP_MEGABYTES = 384;

    private final ServerFolder folder;
    private final JavaProcess java;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess process;

    private ApicurioRegistry(ServerFolder folder, JavaProcess java, String url) {
        this.folder = folder;
        this.java = java;
        this.url = url;
        this.process = launch();
    }

    /**
     * Starts a registry without schemas and returns when it serves.
     *
     * @throws IllegalStateException when it does not start; the message has the end of its log
     */
    public static ApicurioRegistry start() {
        KafkaInstallation installation = KafkaInstallation.find();
        ServerFolder folder = ServerFolder.create(null);
        List<Integer> ports = FreePorts.find(2);
        JavaProcess java = new JavaProcess(
                installation.registryClassPath(),
                HEAP_MEGABYTES,
                List.of(
                        folder.option(),
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + ports.get(0),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + ports.get(1),
                        "-Dapicurio.datasource.url=jdbc:h2:file:"
                                + folder.path().resolve("schemas")),
                folder.path().resolve("registry.log"));
        ApicurioRegistry registry =
                new ApicurioRegistry(folder, java, "http://127.0.0.1:" + ports.get(0) + "/apis/ccompat/v7");
        try {
            registry.awaitServing();
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private ServerProcess launch() {
        return ServerProcess.start("schema registry", java, List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    }

    private void awaitServing() {
        try {
            process.await(this::answers, START_WAIT, "the registry to answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the registry started.", e);
        }
    }

    /** Whether it answers. */
    public boolean answers() {
        try {
            return ask("/subjects").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Where clients find it. */
    public String url() {
        return url;
    }

    /** Whether its process lives. */
    public synchronized boolean isRunning() {
        return process.handle().isAlive();
    }

    /** Ends it with SIGKILL and returns when it is gone. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts it with the schemas that it had, and returns when it serves. */
    public synchronized void restart() {
        process.kill();
        process = launch();
        awaitServing();
    }

    /** What it has at a path behind its {@link #url}. */
    public String get(String path) {
        return ask(path).body();
    }

    private HttpResponse<String> ask(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    /** Puts a JSON document at a path behind its {@link #url}. */
    public HttpResponse<String> put(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(CALL_WAIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("The schema registry at " + url + " does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the schema registry was asked.", e);
        }
    }

    /** Ends it and deletes its files. */
    @Override
    public synchronized void close() {
        client.shutdownNow();
        try (folder) {
            process.kill();
        }
    }
}
