package dev.leat.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.LedgerSize;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput.Burst;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.JsonRows;
import dev.leat.benchmarks.report.Result;
import dev.leat.benchmarks.report.Row;
import dev.leat.benchmarks.rows.UnreadableFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {

    private static final Settings SETTINGS =
            new Settings(50_000, 0, 5_000, 1, 1, List.of(1, 2), 1, 1, 20, Map.of(), List.of());

    @TempDir
    Path folder;

    /** Fails when a field that ratios are computed from is written under another name. */
    @Test
    void of_findsEachRatio_inRowsAsTheRunWritesThem() {
        Path file = written(row(1, 4, 2), row(2, 5, 3));

        assertThat(Measured.of(List.of(file)).ratios().values())
                .extracting(Ratio::name, ratio -> Math.round(ratio.value() * 100) / 100.0)
                .extracting(tuple ->
                        tuple.toList().getFirst() + " = " + tuple.toList().getLast())
                .containsExactly(
                        "backlog, share of the slower raw bound, 1 replica = 0.5",
                        "backlog, share of the slower raw bound, 2 replicas = 0.4",
                        "backlog, share of both raw bounds at once, 1 replica = 0.75",
                        "backlog, share of both raw bounds at once, 2 replicas = 0.6",
                        "backlog, rate with 2 replicas to that with 1 = 0.8",
                        "mongod CPU an event with 2 replicas to that with 1 = 1.5",
                        "append to visible p50 to that of a bare change stream, 1 replica = 4.0",
                        "append to visible p50 to that of a bare change stream, 2 replicas = 4.0",
                        "append to visible p99 to that of a bare change stream, 1 replica = 4.0",
                        "append to visible p99 to that of a bare change stream, 2 replicas = 4.0",
                        "ledger bytes an event, 1 replica = 21.0",
                        "ledger bytes an event, 2 replicas = 21.0",
                        "exact = 1.0");
    }

    @Test
    void of_refusesTwoRowsWithAsManyReplicas_inOneFile() {
        Path file = written(row(1, 4, 2), row(1, 4, 2));

        assertThatThrownBy(() -> Measured.of(List.of(file)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("line 2");
    }

    private Path written(Row... rows) {
        Path file = folder.resolve("rows.json");
        Bounds bounds = new Bounds(pass(2, 1), pass(1, 1), pass(3, 1));
        JsonRows.write(file, new Result(SETTINGS, bounds, null, List.of(rows), List.of()));
        return file;
    }

    private static Row row(int replicas, int seconds, int cpuSeconds) {
        Histogram bare = new Histogram(3);
        bare.recordValue(10_000);
        Histogram visible = new Histogram(3);
        visible.recordValue(40_000);
        return new Row(
                replicas,
                List.of(pass(seconds, cpuSeconds)),
                List.of(new Burst(pass(8, 1), 50_000, Duration.ofSeconds(6))),
                new LatencyTimes(bare, bare, visible, visible),
                new LedgerSize(21, 12, 3),
                List.of());
    }

    private static Pass pass(int seconds, int cpuSeconds) {
        return new Pass(
                50_000,
                Duration.ofSeconds(seconds),
                Optional.of(Duration.ofSeconds(cpuSeconds)),
                Optional.empty(),
                Optional.empty());
    }
}
