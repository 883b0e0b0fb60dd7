package dev.leat.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.kafka.process.FreePorts;
import dev.leat.testkit.kafka.process.JavaProcess;
import dev.leat.testkit.kafka.process.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real schema registry as a process on loopback, which the build unpacked. */
final class ApicurioRegistry implements AutoCloseable {

    private static final Path HOME = Path.of("target", "apicurio-registry").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(5);
    private static final int HEAP_MEGABYTES = 384;

    private final ServerProcess process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private ApicurioRegistry(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    static ApicurioRegistry start() throws IOException, InterruptedException {
        assertThat(HOME.resolve("quarkus-run.jar"))
                .as("the registry, which `./mvnw -pl leat-kafka -am verify` unpacks")
                .exists();
        List<Integer> ports = FreePorts.find(2);
        Path log = HOME.resolveSibling("apicurio-registry.log");
        Files.deleteIfExists(log);
        JavaProcess java = new JavaProcess(
                ownClasses() + File.pathSeparator + HOME.resolve("quarkus-run.jar"),
                HEAP_MEGABYTES,
                List.of(
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + ports.get(0),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + ports.get(1)),
                log);
        ServerProcess process =
                ServerProcess.start("schema registry", java, List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        ApicurioRegistry registry =
                new ApicurioRegistry(process, "http://127.0.0.1:" + ports.get(0) + "/apis/ccompat/v7");
        try {
            process.await(registry::answers, START, "the registry to answer");
            return registry;
        } catch (InterruptedException | RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** Where that is which ties the process to this one. */
    private static Path ownClasses() {
        try {
            return Path.of(ServerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The testkit's classes are at no path.", e);
        }
    }

    private boolean answers() {
        try {
            return send(HttpRequest.newBuilder(URI.create(url + "/subjects")).GET())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String url() {
        return url;
    }

    boolean isAlive() {
        return process.handle().isAlive();
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
        process.close();
    }
}
