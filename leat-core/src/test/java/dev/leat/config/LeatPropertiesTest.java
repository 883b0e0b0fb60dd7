package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class LeatPropertiesTest {

    @Test
    void defaults_hold_whenNothingIsSet() {
        assertThat(LeatProperties.read(Map.of())).isEqualTo(LeatConfig.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({"4s, 4000", "4000ms, 4000", "1m, 60000", "1h, 3600000", "PT4.5S, 4500", "' 5 S ', 5000"})
    void duration_isRead_withItsUnit(String text, long millis) {
        LeatConfig config = LeatProperties.read(Map.of("leat.lease.timeout", text));
        assertThat(config.lease().timeout()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void number_isRead_withUnderscores() {
        LeatConfig config = LeatProperties.read(Map.of("leat.batch.max-events", "1_000"));
        assertThat(config.batch().maxEvents()).isEqualTo(1000);
    }

    @Test
    void unknownKey_isRefused_withTheNearestKnownOne() {
        assertThatThrownBy(() -> LeatProperties.read(Map.of("leat.lease.time-out", "4s")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leat.lease.time-out")
                .hasMessageContaining("Did you mean leat.lease.timeout?");
    }

    @Test
    void foreignKey_isPassedOver() {
        assertThat(LeatProperties.read(Map.of("spring.name", "x"))).isEqualTo(LeatConfig.DEFAULTS);
    }

    @Test
    void badValue_isRefused_withKeyAndValue() {
        assertThatThrownBy(() -> LeatProperties.read(Map.of("leat.lease.timeout", "soon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leat.lease.timeout")
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> LeatProperties.read(Map.of("leat.batch.max-events", "many")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leat.batch.max-events")
                .hasMessageContaining("many");
    }

    @Test
    void timeout_isRefused_belowTwoHeartbeats() {
        assertThatThrownBy(() -> LeatProperties.read(Map.of("leat.lease.timeout", "1s")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leat.lease.heartbeat-interval");
    }

    @ParameterizedTest
    @CsvSource({
        "leat.lease.heartbeat-interval, 0ms",
        "leat.lease.stuck-timeout, PT-1S",
        "leat.lease.hand-over-timeout, 9000h",
        "leat.tailer.max-entry-events, 0",
        "leat.tailer.scan-chunk, -5",
        "leat.tailer.cover-interval, 0s",
        "leat.batch.max-events, 2147483647",
        "leat.batch.max-reads, 0",
        "leat.batch.cache-documents, -1",
        "leat.batch.idle-checkpoint-interval, 0ms",
        "leat.retry.first-delay, 0ms",
        "leat.retry.budget, PT-1S",
        "leat.retry.max-parked-keys, 0",
        "leat.shutdown-wait, PT-1S"
    })
    void limitThatCannotWork_isRefused_withKeyAndRange(String key, String value) {
        assertThatThrownBy(() -> LeatProperties.read(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key + " must be ")
                .hasMessageContaining(" to ");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807h", "9223372036854775808s", "PT2562047788015216H", "soon"})
    void durationThatOverflows_isRefused_withKeyAndValue(String value) {
        assertThatThrownBy(() -> LeatProperties.read(Map.of("leat.shutdown-wait", value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("leat.shutdown-wait", value, "for example 500ms");
    }

    @ParameterizedTest
    @FieldSource("dev.leat.config.LeatProperties#KEYS")
    void everyKey_changesTheConfiguration(String key) {
        String value = key.matches(".*(max-entry|chunk|events|reads|documents|keys|percent).*") ? "77" : "1500ms";
        Map<String, String> base = Map.of("leat.lease.heartbeat-interval", "500ms", "leat.lease.timeout", "3s");
        Map<String, String> changed = new HashMap<>(base);
        changed.put(key, value);
        assertThat(LeatProperties.read(changed)).isNotEqualTo(LeatProperties.read(base));
    }
}
