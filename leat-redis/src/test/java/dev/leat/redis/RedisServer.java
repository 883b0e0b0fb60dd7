package dev.leat.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server of the test's own, on loopback and a free port: {@code redis-server} from the PATH, else Debian's
 * package, which is installed when the user is root. Closing it ends the process. Confined to the test's thread.
 */
final class RedisServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);
    private static final String PROGRAM = "redis-server";

    private final String password;
    private final int port;
    private Process process;
    private final Thread lastResort = new Thread(this::kill);

    private RedisServer(String password) throws IOException {
        this.password = password;
        this.port = freePort();
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    static RedisServer start() throws IOException, InterruptedException {
        return start("");
    }

    /**
     * A server that wants a password.
     *
     * @param password empty for none
     */
    static RedisServer start(String password) throws IOException, InterruptedException {
        if (!isOnThePath()) {
            install();
        }
        RedisServer server = new RedisServer(password);
        server.awaitUp();
        return server;
    }

    private static boolean isOnThePath() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    private static void install() throws IOException, InterruptedException {
        String command = "apt-get install -y --no-install-recommends redis-server";
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException("There is no redis-server on the PATH. Install one: sudo " + command);
        }
        log.info("redis-server is not on the PATH, installing it: {}", command);
        Process apt = new ProcessBuilder(command.split(" ")).inheritIO().start();
        if (apt.waitFor() != 0) {
            throw new IllegalStateException("redis-server was not installed. Run apt-get update, then: " + command);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM, "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        if (!password.isEmpty()) {
            command.addAll(List.of("--requirepass", password));
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitUp() {
        try (RedisClient client = client()) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> {
                        try (StatefulRedisConnection<String, String> connection = client.connect()) {
                            return connection.sync().ping().equals("PONG");
                        }
                    });
        }
    }

    RedisClient client() {
        return client(password);
    }

    RedisClient client(@Nullable String withPassword) {
        RedisURI.Builder uri =
                RedisURI.builder().withHost("127.0.0.1").withPort(port).withTimeout(Duration.ofSeconds(5));
        if (withPassword != null && !withPassword.isEmpty()) {
            uri.withPassword(withPassword.toCharArray());
        }
        return RedisClient.create(uri.build());
    }

    /** Ends the server; what it held is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again on its port, empty. */
    void restart() throws IOException {
        process = launch();
        awaitUp();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
