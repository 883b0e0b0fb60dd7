package dev.leat.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.replica.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Standstill standstill = new Standstill();

    @Test
    void longest_isTheLongestPause_ofAnyPartition_fromTheBeginningOn() {
        standstill.begin(List.of("a", "b"), seconds(10));
        commit("a", 11);
        commit("b", 15);
        commit("a", 13);

        assertThat(standstill.longest()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void isOver_onlyOnceEveryPartition_movesAgain() {
        standstill.begin(List.of("a", "b"), seconds(10));
        commit("a", 10);
        assertThat(standstill.isOver(seconds(10), LIMIT)).as("b has not moved").isFalse();

        commit("b", 14);
        assertThat(standstill.isOver(seconds(14), LIMIT)).as("a stands still").isFalse();

        commit("a", 14);
        assertThat(standstill.isOver(seconds(15), LIMIT)).isTrue();
    }

    @Test
    void whatComesAfterTheEnd_countsNoMore() {
        standstill.begin(List.of("a"), seconds(10));
        commit("a", 11);
        standstill.end();
        commit("a", 99);

        assertThat(standstill.longest()).isEqualTo(Duration.ofSeconds(1));
    }

    private void commit(String partition, long atSeconds) {
        standstill.heard("r1", new Report.Committed(1, List.of(partition), 0, List.of()), seconds(atSeconds));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
