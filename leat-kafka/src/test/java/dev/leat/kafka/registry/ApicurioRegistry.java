package dev.leat.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real schema registry as a process on loopback, which the build unpacked. */
final class ApicurioRegistry implements AutoCloseable {

    private static final Path HOME = Path.of("target", "apicurio-registry").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(5);
    private static final int END_SECONDS = 20;

    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private ApicurioRegistry(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ApicurioRegistry start() throws IOException {
        assertThat(HOME.resolve("quarkus-run.jar"))
                .as("the registry, which `./mvnw -pl leat-kafka -am verify` unpacks")
                .exists();
        List<Integer> ports = freePorts();
        Path log = HOME.resolveSibling("apicurio-registry.log");
        Files.deleteIfExists(log);
        String classPath = Path.of("target", "test-classes").toAbsolutePath()
                + File.pathSeparator
                + HOME.resolve("quarkus-run.jar");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + ports.get(0),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + ports.get(1),
                        "-cp",
                        classPath,
                        Tethered.class.getName(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ApicurioRegistry registry =
                new ApicurioRegistry(process, "http://127.0.0.1:" + ports.get(0) + "/apis/ccompat/v7");
        try {
            await("the registry to answer; its words are in " + log)
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("the registry ended; its words are in " + log, () -> !process.isAlive())
                    .until(registry::answers);
        } catch (RuntimeException | Error e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    /** Two different ones. */
    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(url + "/subjects")).GET())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return url;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET()).body();
    }

    HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.toHandle().destroy();
        try {
            if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly();
    }
}
