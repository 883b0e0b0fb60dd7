package dev.leat.benchmarks.kafka.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput.Burst;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Settings SETTINGS =
            new Settings(50_000, 0, 5_000, 1, 1, List.of(1), 1, 1, 1, Map.of(), List.of());
    private static final Row LEAT =
            new Row(Contestant.LEAT, 1, List.of(pass(5, 0)), List.of(burst(8, 0)), List.of(), OptionalLong.of(0));
    private static final Row PAIR = new Row(
            Contestant.CONNECTOR, 1, List.of(pass(10, 4)), List.of(burst(12, 4)), List.of(), OptionalLong.empty());

    @Test
    void line_holdsTheFiguresOfAMode_andNullForWhatWasNotMeasured() {
        Outcome outcome = new Outcome(SETTINGS, null, List.of(LEAT, PAIR));

        assertThat(JsonRows.line(outcome, PAIR, Mode.BACKLOG))
                .startsWith("{\"system\":\"kafka-connector\",\"replicas\":1,\"mode\":\"backlog\",")
                .contains("\"eventsPerSecond\":5000.0")
                .contains("\"writtenEventsPerSecond\":null")
                .contains("\"mongodMicrosPerEvent\":100.0")
                .contains("\"brokerMicrosPerEvent\":80.0")
                .contains("\"clientMicrosPerEvent\":null")
                .contains("\"leatTimesAsFast\":2.0")
                .contains("\"boundEventsPerSecond\":null")
                .contains("\"guarantee\":\"at least once\"")
                .endsWith("\"findings\":null,\"exact\":true}");
        assertThat(JsonRows.line(outcome, LEAT, Mode.BURST))
                .startsWith("{\"system\":\"leat\",\"replicas\":1,\"mode\":\"burst\",")
                .contains("\"writtenEventsPerSecond\":10000.0")
                .contains("\"brokerMicrosPerEvent\":0.0")
                .contains("\"leatTimesAsFast\":1.5")
                .endsWith("\"findings\":0,\"exact\":true}");
    }

    @Test
    void timesAsFast_isUnknown_withoutTheOther() {
        assertThat(new Outcome(SETTINGS, null, List.of(LEAT)).timesAsFast(1, Mode.BACKLOG))
                .isEmpty();
    }

    @Test
    void isExact_onlyWithBothJudges() {
        Row differs = new Row(
                Contestant.CONNECTOR,
                1,
                PAIR.backlogs(),
                PAIR.bursts(),
                List.of("totals_1: document a is missing"),
                OptionalLong.empty());
        Row found = new Row(Contestant.LEAT, 1, LEAT.backlogs(), LEAT.bursts(), List.of(), OptionalLong.of(1));

        assertThat(new Outcome(SETTINGS, null, List.of(LEAT, PAIR)).isExact()).isTrue();
        assertThat(new Outcome(SETTINGS, null, List.of(LEAT, differs)).isExact())
                .isFalse();
        assertThat(new Outcome(SETTINGS, null, List.of(found, PAIR)).isExact()).isFalse();
    }

    @Test
    void text_namesEachRow_andWhatDiffers() {
        Row differs = new Row(
                Contestant.CONNECTOR,
                1,
                PAIR.backlogs(),
                PAIR.bursts(),
                List.of("totals_1: document a is missing"),
                OptionalLong.empty());

        assertThat(OutcomeText.of(new Outcome(SETTINGS, null, List.of(LEAT, differs))))
                .contains("leat", "kafka-connector", "backlog", "burst", "2.00", "1.50")
                .contains("exactly once", "at least once")
                .contains("differs, kafka-connector with 1: totals_1: document a is missing");
    }

    private static Burst burst(int seconds, int brokerSeconds) {
        return new Burst(pass(seconds, brokerSeconds), 50_000, Duration.ofSeconds(5));
    }

    private static Pass pass(int seconds, int brokerSeconds) {
        return new Pass(
                50_000,
                Duration.ofSeconds(seconds),
                Optional.of(Duration.ofSeconds(5)),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(brokerSeconds)),
                Optional.empty());
    }
}
