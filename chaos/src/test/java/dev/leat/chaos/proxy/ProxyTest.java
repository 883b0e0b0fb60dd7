package dev.leat.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy in front of a server that answers each request with the same bytes. */
class ProxyTest {

    private final AtomicInteger asked = new AtomicInteger();
    private ServerSocket server;
    private Proxies proxies;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxies = new Proxies(1, List.of(server.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        proxies.close();
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            }
        } catch (IOException e) {
            return;
        }
    }

    private void echo(Socket client) {
        byte[] buffer = new byte[100];
        try (client) {
            for (int count = client.getInputStream().read(buffer); count >= 0; ) {
                asked.incrementAndGet();
                client.getOutputStream().write(buffer, 0, count);
                count = client.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            return;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxies.addressOf("r-77"), server.getLocalPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readNBytes(words.length()), StandardCharsets.UTF_8);
    }

    @Test
    void fairWeather_letsEverythingPass() throws IOException {
        try (Socket socket = connect()) {
            assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.1.77");
            assertThat(ask(socket, "hello")).isEqualTo("hello");
        }
        assertThat(proxies.of("r-77").harmed()).isZero();
    }

    @Test
    void cut_endsWhatIsThere_andRefusesWhatIsNew_untilItIsFair() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, "hello");
            proxies.of("r-77").turn(Weather.CUT, 0);

            assertThatThrownBy(() -> {
                        if (ask(socket, "hello").isEmpty()) {
                            throw new IOException("the end");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> {
                    try (Socket refused = connect()) {
                        if (ask(refused, "hello").isEmpty()) {
                            throw new IOException("the end");
                        }
                    }
                })
                .isInstanceOf(IOException.class);
        proxies.of("r-77").turn(Weather.FAIR, 0);
        try (Socket socket = connect()) {
            assertThat(ask(socket, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void swallowing_letsRequestsPass_andKeepsReplies_andEndsTheConnectionAfterwards() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, "hello");
            proxies.of("r-77").turn(Weather.SWALLOWING, 0);
            socket.setSoTimeout(300);

            assertThatThrownBy(() -> ask(socket, "again")).isInstanceOf(SocketTimeoutException.class);
            await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() == 2);
            proxies.of("r-77").turn(Weather.FAIR, 0);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(proxies.of("r-77").harmed()).isPositive();
    }

    @Test
    void breaking_endsEachReplyInTheMiddle() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, "hello");
            proxies.of("r-77").turn(Weather.BREAKING, 0);

            assertThat(ask(socket, "eight ch")).isEqualTo("eigh");
        }
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void slow_givesEverything() throws IOException {
        try (Socket socket = connect()) {
            proxies.of("r-77").turn(Weather.SLOW, 100);

            assertThat(ask(socket, "hello")).isEqualTo("hello");
        }
        assertThat(proxies.of("r-77").harmed()).isEqualTo(1);
    }
}
