package dev.leat.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaRegistryTest {

    private static final RegisteredSchema SCHEMA = new RegisteredSchema("JSON", "{\"title\": \"T\"}");
    private static final String COMPATIBLE = "{\"is_compatible\": true}";
    private static final String SECRET = "s3cr3t";

    private final List<Duration> pauses = new ArrayList<>();
    private FakeRegistry server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SchemaRegistryBuilder builder(String... urls) {
        return SchemaRegistry.at(urls).retries(3, Duration.ofMillis(100)).pauses(pauses::add);
    }

    @Test
    void schema_isChecked_thenRegistered_andThenRemembered() {
        server.answer(200, COMPATIBLE).answer(200, "{\"id\": 42}");
        try (SchemaRegistry registry = builder(server.url() + "/").build()) {
            assertThat(registry.register("a b/c-value", SCHEMA)).isEqualTo(42);
            assertThat(registry.register("a b/c-value", SCHEMA)).isEqualTo(42);
            assertThat(registry.schema(42)).contains(SCHEMA);
        }
        assertThat(server.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly(
                        "POST /compatibility/subjects/a%20b%2Fc-value/versions/latest?verbose=true",
                        "POST /subjects/a%20b%2Fc-value/versions");
        assertThat(BsonDocument.parse(server.requests().getLast().body()))
                .isEqualTo(new BsonDocument("schemaType", new BsonString("JSON"))
                        .append("schema", new BsonString(SCHEMA.text())));
    }

    @Test
    void firstSchemaOfASubject_isNotCompared() {
        server.answer(404, "{\"error_code\": 40401, \"message\": \"Subject not found\"}")
                .answer(200, "{\"id\": 1}");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThat(registry.register("s", SCHEMA)).isEqualTo(1);
        }
    }

    @Test
    void incompatibleSchema_isRefused_beforeItIsRegistered() {
        server.answer(200, "{\"is_compatible\": false, \"messages\": [\"field a is gone\", \"field b too\"]}");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(() -> registry.register("t-value", SCHEMA))
                    .withMessageContaining("subject t-value")
                    .withMessageContaining("nothing was published")
                    .withMessageContaining("field a is gone; field b too.")
                    .withMessageContaining("compatibility level")
                    .matches(e -> !e.isTransient());
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void conflictAtRegistering_isIncompatibleToo() {
        server.answer(200, COMPATIBLE)
                .answer(409, "{\"error_code\": 409, \"message\": \"Schema being registered is older\"}");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThatThrownBy(() -> registry.register("t-value", SCHEMA))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("incompatible")
                    .hasMessageContaining("Schema being registered is older.");
        }
    }

    @Test
    void schemaOfAnId_isLookedUpOnce_avroWhenNothingIsSaid() {
        server.answer(200, "{\"schema\": \"\\\"string\\\"\"}").answer(404, "{}");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThat(registry.schema(7)).contains(new RegisteredSchema("AVRO", "\"string\""));
            assertThat(registry.schema(7)).isPresent();
            assertThat(registry.schema(8)).isEmpty();
        }
        assertThat(server.requests())
                .extracting(FakeRegistry.Request::path)
                .containsExactly("/schemas/ids/7", "/schemas/ids/8");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void whatFailsForAWhile_isTriedAgain_withPausesThatDouble(int status) {
        server.answer(status, "").answer(status, "").answer(200, "{\"schema\": \"{}\", \"schemaType\": \"JSON\"}");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThat(registry.schema(7)).isPresent();
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void pauseThatTheRegistryAsksFor_isKept_upTo30Seconds() {
        server.answer(429, "7", "").answer(429, "4000", "").answer(200, "{\"schema\": \"{}\"}");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThat(registry.schema(7)).isPresent();
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
    }

    @Test
    void whatGoesOnFailing_isTold_andMayBeTriedLater() {
        server.answer(503, "").answer(503, "").answer(503, "Later");
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(() -> registry.schema(7))
                    .withMessageContaining("3 rounds")
                    .withMessageContaining("503")
                    .matches(SchemaRegistryException::isTransient);
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void urlThatFails_isPassedOver_andNotAskedFirstAgain() throws IOException {
        server.answer(200, "{\"schema\": \"{}\"}").answer(200, "{\"schema\": \"{}\"}");
        try (FakeRegistry failing = new FakeRegistry().answer(503, "");
                SchemaRegistry registry = builder(failing.url(), server.url()).build()) {
            assertThat(registry.schema(7)).isPresent();
            assertThat(registry.schema(8)).isPresent();
            assertThat(failing.requests()).hasSize(1);
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void deadUrl_isPassedOver() throws IOException {
        server.answer(200, "{\"schema\": \"{}\"}");
        try (SchemaRegistry registry = builder(deadUrl(), server.url()).build()) {
            assertThat(registry.schema(7)).isPresent();
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void registryThatIsNotThere_isTold() throws IOException {
        String url = deadUrl();
        try (SchemaRegistry registry = builder(url).build()) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(() -> registry.schema(7))
                    .withMessageContaining(url + " cannot be reached")
                    .matches(SchemaRegistryException::isTransient);
        }
    }

    /** A socket that accepts, and never answers. */
    @Test
    void registryThatDoesNotAnswerInTime_isGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SchemaRegistry registry = builder("http://127.0.0.1:" + silent.getLocalPort())
                        .timeout(Duration.ofMillis(200))
                        .retries(1, Duration.ofMillis(1))
                        .build()) {
            assertThatThrownBy(() -> registry.schema(7))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("HttpTimeoutException");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 422, 302})
    void refusals_areToldAtOnce_withTheRegistrysWords(int status) {
        server.answer(status, "{\"error_code\": 1, \"message\": \"No such thing\"}");
        try (SchemaRegistry registry =
                builder(server.url()).basicAuth("key", SECRET).build()) {
            assertThatExceptionOfType(SchemaRegistryException.class)
                    .isThrownBy(() -> registry.register("t-value", SCHEMA))
                    .withMessageContaining("subject t-value")
                    .withMessageContaining(String.valueOf(status))
                    .withMessageContaining("No such thing.")
                    .matches(e -> !e.isTransient() && !e.toString().contains(SECRET));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"id\": \"x\"}", "[]"})
    void answersOfSomethingElse_areTold(String body) {
        server.answer(200, COMPATIBLE).answer(200, body);
        try (SchemaRegistry registry = builder(server.url()).build()) {
            assertThatThrownBy(() -> registry.register("s", SCHEMA))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("Look what answers at its URL.");
        }
    }

    @Test
    void basicAuth_isKeyAndSecret_andShownNowhere() {
        server.answer(200, "{\"schema\": \"{}\"}");
        try (SchemaRegistry registry =
                builder(server.url()).basicAuth("key", SECRET).build()) {
            assertThat(registry.schema(7)).isPresent();
            assertThat(registry.toString())
                    .contains(server.url())
                    .doesNotContain(SECRET)
                    .doesNotContain("a2V5");
        }
        assertThat(server.requests().getFirst().authorization()).isEqualTo("Basic a2V5OnMzY3IzdA==");
    }

    @Test
    void bearerToken_isAskedForEachTime() {
        server.answer(200, "{\"schema\": \"{}\"}").answer(200, "{\"schema\": \"{}\"}");
        AtomicInteger tokens = new AtomicInteger();
        try (SchemaRegistry registry = builder(server.url())
                .bearerAuth(() -> "token-" + tokens.incrementAndGet())
                .build()) {
            assertThat(registry.schema(7)).isPresent();
            assertThat(registry.schema(8)).isPresent();
            assertThat(registry.toString()).doesNotContain("token-");
        }
        assertThat(server.requests())
                .extracting(FakeRegistry.Request::authorization)
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void tokenThatIsNoHeader_isRefused_andNotShown() {
        try (SchemaRegistry registry =
                builder(server.url()).bearerAuth(() -> SECRET + "\n").build()) {
            assertThatThrownBy(() -> registry.schema(7))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("line break")
                    .hasMessageNotContaining(SECRET)
                    .hasNoCause();
        }
    }

    @Test
    void interruption_endsTheCall_andStaysSet() {
        try (SchemaRegistry registry = builder(server.url()).build()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> registry.schema(7))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registry",
                "ftp://x",
                "http://",
                "http://key:s3cr3t@host",
                "http://h/?a=s3cr3t",
                "http:// s3cr3t"
            })
    void urlsThatAreNone_areRefused_andNotShown(String url) {
        assertThatThrownBy(() -> SchemaRegistry.at(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> SchemaRegistry.at()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void credentialsOfTwoKinds_andLimitsThatCannotWork_areRefused() {
        SchemaRegistryBuilder builder = builder("http://host").basicAuth("a", "b");
        assertThatThrownBy(() -> builder.bearerAuth(() -> "t")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> builder.retries(0, Duration.ofMillis(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String deadUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
