package dev.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.ForeignSettings.Topic;
import dev.leat.ledger.SourceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of topics that others fill do. */
final class ForeignPropertiesTest {

    private static final SourceId EVENTS = SourceId.of("events");
    private static final SourceId ORDERS = SourceId.of("shop.orders");

    private static ForeignSettings settings(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put("leat.kafka.foreign." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new ForeignProperties(properties).settings();
    }

    @Test
    void nothing_isNoTopic() {
        assertThat(settings().topics()).isEmpty();
    }

    @Test
    void oneTopic_isThatOfTheOnlySource() {
        ForeignSettings settings =
                settings("topic", "bank.events", "format", "debezium", "wait", "50ms", "cache-bytes", "1_000");
        assertThat(settings.of(List.of(EVENTS, EVENTS)))
                .isEqualTo(Map.of(EVENTS, new Topic("bank.events", "debezium")));
        assertThat(settings.longestWait()).isEqualTo(Duration.ofMillis(50));
        assertThat(settings.cacheBytes()).isEqualTo(1_000);
        assertThatThrownBy(() -> settings.of(List.of(EVENTS, ORDERS)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leat.kafka.foreign.SOURCE.topic");
    }

    @Test
    void topicsOfSources_haveTheirNamesInTheMiddle() {
        ForeignSettings settings = settings(
                "shop.orders.topic", "orders", "shop.orders.format", "cloudevents", "topic", "t", "format", "debezium");
        assertThat(settings.of(List.of(ORDERS))).isEqualTo(Map.of(ORDERS, new Topic("orders", "cloudevents")));
        assertThat(KafkaProperties.knows("leat.kafka.foreign.shop.orders.topic"))
                .isTrue();
        assertThat(KafkaProperties.knows("leat.kafka.foreign.shop.orders.tpic")).isFalse();
    }

    @Test
    void sourceThatNoProjectionFolds_isRefused() {
        ForeignSettings settings = settings("evnts.topic", "t", "evnts.format", "debezium");
        assertThatThrownBy(() -> settings.of(List.of(EVENTS)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("evnts")
                .hasMessageContaining("[events]");
    }

    @ParameterizedTest
    @CsvSource({
        "topic, t, format",
        "format, debezium, topic",
        "events.topic, t, events.format",
        "wait, 11s, wait",
        "wait, soon, wait",
        "cache-bytes, 0, cache-bytes",
        "cache-bytes, many, cache-bytes"
    })
    void valuesThatDoNotDo_areRefused_byKey(String key, String value, String named) {
        assertThatThrownBy(() -> settings(key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leat.kafka.foreign." + named);
    }

    @Test
    void unknownFormat_isRefused() {
        assertThatThrownBy(() -> settings("topic", "t", "format", "avro"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("debezium");
    }
}
