package dev.leat.benchmarks.kafka.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class ConnectorSettingsTest {

    private static final BsonTimestamp FROM = new BsonTimestamp(1_700_000_000, 3);

    @Test
    void of_startsAtTheClusterTime_andKeysByTheStream() {
        Map<String, String> settings = settings(Map.of());

        assertThat(BsonDocument.parse(
                                "{\"at\": " + settings.get("startup.mode.timestamp.start.at.operation.time") + "}")
                        .getTimestamp("at"))
                .isEqualTo(FROM);
        assertThat(parsed(settings, "output.schema.key")
                        .getArray("fields")
                        .getFirst()
                        .asDocument()
                        .getString("name")
                        .getValue())
                .isEqualTo("fullDocument.stream")
                .isEqualTo(settings.get("transforms.key.field"));
        assertThat(parsed(settings, "topic.namespace.map").getString("*").getValue())
                .isEqualTo("events");
    }

    @Test
    void of_letsTheCallerWin() {
        assertThat(settings(Map.of("poll.max.batch.size", "1000"))).containsEntry("poll.max.batch.size", "1000");
    }

    private static Map<String, String> settings(Map<String, String> overrides) {
        return ConnectorSettings.of("mongodb://127.0.0.1:1/", "shop", "events", FROM, overrides);
    }

    private static BsonDocument parsed(Map<String, String> settings, String key) {
        return BsonDocument.parse(settings.getOrDefault(key, "{}"));
    }
}
