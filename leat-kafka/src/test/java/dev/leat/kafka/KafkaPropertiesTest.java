package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.Leat;
import dev.leat.azure.EntraLogin;
import dev.leat.failure.ConfigurationException;
import dev.leat.testkit.memory.InMemoryStores;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of the Kafka routes do, and that their page lists them all. */
final class KafkaPropertiesTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "kafka-configuration.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(leat\\.kafka\\.[a-z.-]+)` \\|", Pattern.MULTILINE);

    private static KafkaSettings settings(String route, String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.kafka.bootstrap-servers", "broker:9092");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new KafkaProperties(route, properties).settings();
    }

    @Test
    void page_listsEveryKey_andNoOther() throws IOException {
        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(KafkaProperties.KEYS);
    }

    @Test
    void clientsProperties_areHandedOn_overThoseOfTheRoute() {
        KafkaSettings settings = settings(
                "eventhubs", "leat.kafka.client.request.timeout.ms", "5", "leat.kafka.consumer.fetch.min.bytes", "7");
        assertThat(settings.client())
                .containsEntry("request.timeout.ms", "5")
                .containsEntry("metadata.max.age.ms", "180000");
        assertThat(settings.consumer()).containsEntry("fetch.min.bytes", "7");
    }

    @Test
    void apiKey_logsInOverTls_andItsSecretIsNotShown() {
        KafkaSettings settings =
                settings("confluent", "leat.kafka.api-key", "KEY", "leat.kafka.api-secret", "s\"ecret");
        assertThat(settings.client())
                .containsEntry("security.protocol", "SASL_SSL")
                .hasEntrySatisfying("sasl.jaas.config", jaas -> assertThat(jaas).contains("\"s\\\"ecret\""));
        assertThat(settings.toString()).doesNotContain("ecret");
    }

    @Test
    void namespaceAlone_meansTokensForIt_withoutASecret() {
        KafkaSettings settings = new KafkaProperties(
                        "eventhubs", Map.of("leat.kafka.namespace", "shop.servicebus.windows.net"))
                .settings();
        assertThat(settings.client())
                .containsEntry("bootstrap.servers", "shop.servicebus.windows.net:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .containsEntry("sasl.login.callback.handler.class", EntraLogin.class.getName())
                .containsEntry(
                        "sasl.jaas.config",
                        OAuthBearerLoginModule.class.getName() + " required " + EntraLogin.NAMESPACE
                                + "=\"shop.servicebus.windows.net\";");
    }

    @Test
    void namespaceWithoutTheLibraryForTokens_isRefused_withTheDependency() throws Exception {
        try (URLClassLoader without = ClassPath.without("leat-azure")) {
            Object provider = without.loadClass(KafkaRouteProvider.class.getName())
                    .getConstructor()
                    .newInstance();
            var route = provider.getClass().getMethod("route", String.class, Map.class);
            Map<String, String> properties = Map.of("leat.kafka.namespace", "shop.servicebus.windows.net");
            assertThatThrownBy(() -> route.invoke(provider, "eventhubs", properties))
                    .cause()
                    .hasMessageContaining("Add the dependency dev.leat:leat-azure")
                    .extracting(cause -> cause.getClass().getName())
                    .isEqualTo(ConfigurationException.class.getName());
        }
    }

    @Test
    void loginThatIsSetUpWrongly_isToldAsSuch_whereverKafkaMeetsIt() {
        KafkaSettings settings = settings(
                "eventhubs",
                "leat.kafka.bootstrap-servers",
                "127.0.0.1:9",
                "leat.kafka.namespace",
                "shop.servicebus.windows.net",
                "leat.kafka.client.sasl.jaas.config",
                OAuthBearerLoginModule.class.getName() + " required;");
        assertThatThrownBy(() -> new KafkaClients(settings).reader())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none is named");
    }

    @Test
    void severalWaysToLogIn_areRefused_byTheirKeys() {
        assertThatThrownBy(() -> settings(
                        "eventhubs",
                        "leat.kafka.namespace",
                        "shop.servicebus.windows.net",
                        "leat.kafka.connection-string",
                        "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKey=c2VjcmV0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[leat.kafka.connection-string, leat.kafka.namespace]")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void confluentWithARegistry_writesAvro() {
        assertThat(settings("confluent", "leat.kafka.registry.url", "http://registry:8081")
                        .format())
                .isEqualTo("cloudevents-avro");
        assertThat(settings("confluent").format()).isEqualTo("cloudevents-json");
        assertThat(settings("kafka", "leat.kafka.registry.url", "http://registry:8081")
                        .format())
                .isEqualTo("cloudevents-json");
    }

    @ParameterizedTest
    @CsvSource({
        "leat.kafka.bootstrap-servers, ' ', leat.kafka.bootstrap-servers",
        "leat.kafka.transactions, perhaps, neither true nor false",
        "leat.kafka.replication, many, whole number",
        "leat.kafka.max-record-bytes, 5, leat.kafka.max-record-bytes",
        "leat.kafka.format, xml, No format of records",
        "leat.kafka.api-key, KEY, leat.kafka.api-secret",
        "leat.kafka.connection-string, secret, no connection string",
        "leat.kafka.namespace, sb://shop.servicebus.windows.net, shop.servicebus.windows.net",
        "leat.kafka.group-protocol, newest, leat.kafka.group-protocol",
    })
    void valueThatCannotWork_isRefusedByKey(String key, String value, String told) {
        assertThatThrownBy(() -> settings("kafka", key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(told)
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret: "));
    }

    @Test
    void unknownKey_isRefused_onEachRoute() {
        for (String route : new String[] {"ledger", "kafka"}) {
            Map<String, String> properties =
                    Map.of("leat.route", route, "leat.kafka.bootstrap-servers", "b:1", "leat.kafka.topics", "events");
            assertThatThrownBy(() -> Leat.builder(new InMemoryStores(InstantSource.system()))
                            .properties(properties))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("leat.kafka.topics");
        }
    }

    @Test
    void unknownRoute_isRefused_withThoseThereAre() {
        assertThatThrownBy(() -> Leat.builder(new InMemoryStores(InstantSource.system()))
                        .properties(Map.of("leat.route", "pigeon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[confluent, eventhubs, kafka, ledger]");
    }

    @Test
    void storeWithoutEventsInMongoDb_isRefusedAtTheStart() {
        Leat leat = Leat.builder(new InMemoryStores(InstantSource.system()))
                .properties(Map.of("leat.route", "kafka", "leat.kafka.bootstrap-servers", "broker:9092"))
                .exactlyOnce(Shop.carts())
                .build();
        assertThatThrownBy(leat::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LeatMongo");
    }
}
