package dev.leat.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.measure.LedgerSize;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput.Burst;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonRowsTest {

    private static final Settings SETTINGS =
            new Settings(50_000, 0, 5_000, 1, 1, List.of(1), 1, 1, 20, Map.of(), List.of());

    @Test
    void line_holdsTheFigures_andNullForWhatWasNotMeasured() {
        Bounds bounds = new Bounds(pass(2), pass(4), pass(6));
        Row row = row(List.of());

        assertThat(JsonRows.line(new Result(SETTINGS, bounds, null, List.of(row), List.of()), row))
                .startsWith("{\"replicas\":1,")
                .contains("\"eventsPerSecond\":10000.0")
                .contains("\"mongodMicrosPerEvent\":100.0")
                .contains("\"clientMicrosPerEvent\":null")
                .contains("\"boundEventsPerSecond\":12500.0")
                .contains("\"jointBoundEventsPerSecond\":8333.33")
                .contains("\"visibleP50Millis\":null")
                .contains("\"killGapMillis\":null")
                .endsWith("\"exact\":true}");
    }

    @Test
    void line_isNotExact_withDifferences() {
        Row row = row(List.of("document a is missing"));
        Result result = new Result(SETTINGS, null, null, List.of(row), List.of());

        assertThat(JsonRows.line(result, row)).endsWith("\"exact\":false}").contains("\"boundEventsPerSecond\":null");
        assertThat(result.isExact()).isFalse();
    }

    private static Row row(List<String> differences) {
        return new Row(
                1,
                List.of(pass(5)),
                List.of(new Burst(pass(8), 50_000, Duration.ofSeconds(6))),
                null,
                new LedgerSize(21, 12, 3),
                differences);
    }

    private static Pass pass(int seconds) {
        return new Pass(
                50_000,
                Duration.ofSeconds(seconds),
                Optional.of(Duration.ofSeconds(5)),
                Optional.empty(),
                Optional.empty());
    }
}
