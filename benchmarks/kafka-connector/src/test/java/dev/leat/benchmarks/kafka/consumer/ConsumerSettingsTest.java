package dev.leat.benchmarks.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {

    @Test
    void of_isAcceptedByKafka_andCommitsOnlyWhatIsWritten() {
        ConsumerConfig config =
                new ConsumerConfig(new HashMap<>(ConsumerSettings.of("127.0.0.1:1", "group", Map.of())));

        assertThat(config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)).isFalse();
        assertThat(config.getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)).isEqualTo(5_000);
    }

    @Test
    void of_letsTheCallerWin() {
        Map<String, String> overrides = Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "500");

        assertThat(ConsumerSettings.of("127.0.0.1:1", "group", overrides))
                .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "500");
    }
}
