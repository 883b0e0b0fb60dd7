package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.event.StoredText;
import dev.leat.failure.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whatever stands in the properties, it becomes limits that work, or an error that names a key and its value. */
class LeatPropertiesFuzzTest {

    /** Reads lines such as {@code leat.lease.timeout=4s}; a line without a prefix gets it. */
    @FuzzTest
    void read(byte[] text) {
        Map<String, String> properties = properties(new String(text, StandardCharsets.UTF_8));
        LeatConfig config;
        try {
            config = LeatProperties.read(properties);
        } catch (ConfigurationException e) {
            String message = String.valueOf(e.getMessage());
            Optional<String> named = properties.keySet().stream()
                    .map(key -> StoredText.cut(key, 100))
                    .filter(message::contains)
                    .findAny();
            assertThat(named).as(message).isPresent();
            assertThat(message).matches("(?s).{20,700}[.?]");
            return;
        }
        // What the engine does with the limits; nothing of it may overflow.
        assertThat(config.lease().heartbeatInterval().toNanos()).isPositive();
        assertThat(config.lease().timeout().toNanos()).isPositive();
        assertThat(config.lease().handOverTimeout().toNanos()).isNotNegative();
        assertThat(config.lease().stuckTimeout().toNanos()).isPositive();
        assertThat(config.tailer().coverInterval().toNanos()).isNotNegative();
        assertThat(config.tailer().pollWait().toNanos()).isNotNegative();
        assertThat(config.batch().idleCheckpointInterval().toNanos()).isNotNegative();
        assertThat(config.retry().budget().toNanos()).isNotNegative();
        assertThat(config.retry().firstDelay().toNanos()).isPositive();
        assertThat(config.retry().maxDelay().toNanos()).isPositive();
        assertThat(config.retry().maxParkedKeys()).isPositive();
        assertThat(config.shutdownWait().toNanos()).isNotNegative();
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new HashMap<>();
        text.lines().filter(line -> !line.isBlank()).limit(20).forEach(line -> {
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            String value = equals < 0 ? "" : line.substring(equals + 1);
            properties.put(key.startsWith(LeatProperties.PREFIX) ? key : LeatProperties.PREFIX + key, value);
        });
        return properties;
    }
}
