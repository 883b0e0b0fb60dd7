package dev.leat.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.benchmarks.measure.Idle.Times;
import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.LedgerSize;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput.Burst;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.IdleRow;
import dev.leat.benchmarks.report.JsonRows;
import dev.leat.benchmarks.report.Result;
import dev.leat.benchmarks.report.Row;
import dev.leat.benchmarks.rows.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
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

        assertThat(ratios(file))
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

    /** Fails when a field that ratios are computed from is written under another name. */
    @Test
    void of_findsTheShareThatIdleReplicasAdd_inRowsAsTheCommandWritesThem() throws IOException {
        Path file = folder.resolve("idle.json");
        Files.writeString(file, idle(0.10, 0.17));

        assertThat(ratios(file))
                .containsExactly(
                        "idle, 16 replicas with 4 projections, 500 inserts a second: share of a core added = 0.07",
                        "idle, 16 replicas with 4 projections, 500 inserts a second: mongod CPU to that without = 1.7");
    }

    @Test
    void of_takesTheLeastThatCanBeTold_whenIdleReplicasAddNothing() throws IOException {
        Path file = folder.resolve("idle.json");
        Files.writeString(file, idle(0.10, 0.09));

        assertThat(Measured.of(List.of(file)).ratios().firstEntry().getValue().value())
                .isEqualTo(0.001);
    }

    @Test
    void of_findsTheSharesOfARebuild() throws IOException {
        Path file = folder.resolve("rebuild.json");
        Files.writeString(file, """
                {"kind":"rebuild","events":20000,"cursorEventsPerSecond":1000,"decodingCursorEventsPerSecond":800,
                """.strip() + "\"eventsPerSecond\":200,\"exact\":true}");

        assertThat(ratios(file))
                .containsExactly(
                        "rebuild of 20,000 events, share of a plain cursor = 0.2",
                        "rebuild of 20,000 events, share of a decoding cursor = 0.25",
                        "rebuild, exact = 1.0");
    }

    @Test
    void of_findsLeatBesideEachOtherSystem_ofTheSameModeAndReplicas() throws IOException {
        Path file = folder.resolve("comparison.json");
        Files.writeString(
                file,
                comparison("leat", "backlog", 1, 300)
                        + comparison("leat", "burst", 1, 150)
                        + comparison("leat", "backlog", 2, 500)
                        + comparison("another", "backlog", 1, 200)
                        + comparison("another", "burst", 1, 100)
                        + comparison("third", "backlog", 2, 250)
                        + comparison("third", "backlog", 4, 250));

        assertThat(ratios(file))
                .containsExactly(
                        "Leat's rate to that of another, backlog, 1 replica = 1.5",
                        "Leat's rate to that of another, burst, 1 replica = 1.5",
                        "Leat's rate to that of third, backlog, 2 replicas = 2.0",
                        "beside other systems, exact = 1.0");
    }

    @Test
    void of_findsNothing_inRowsOfOthersAlone() throws IOException {
        Path file = folder.resolve("comparison.json");
        Files.writeString(file, comparison("another", "backlog", 1, 200));

        assertThat(Measured.of(List.of(file)).ratios()).isEmpty();
    }

    @Test
    void of_refusesASecondRowOfWhatIsMeasuredOnce_inOneFile() throws IOException {
        Path idle = folder.resolve("idle.json");
        Files.writeString(idle, idle(0.1, 0.2) + idle(0.1, 0.3));
        Path comparison = folder.resolve("comparison.json");
        Files.writeString(comparison, comparison("leat", "burst", 1, 1) + comparison("leat", "burst", 1, 1));

        for (Path file : List.of(idle, comparison)) {
            assertThatThrownBy(() -> Measured.of(List.of(file)))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageContaining("line 2");
        }
    }

    private static List<String> ratios(Path file) {
        return Measured.of(List.of(file)).ratios().values().stream()
                .map(ratio -> ratio.name() + " = " + Math.round(ratio.value() * 100) / 100.0)
                .toList();
    }

    private static String idle(double before, double during) {
        return new IdleRow(16, 4, 500, new Times(before, during, before, List.of(Duration.ofSeconds(1)))).line();
    }

    private static String comparison(String system, String mode, int replicas, int rate) {
        return "{\"system\":\"%s\",\"replicas\":%d,\"mode\":\"%s\",\"eventsPerSecond\":%d,\"exact\":true}%n"
                .formatted(system, replicas, mode, rate);
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
