package dev.leat.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.rows.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import picocli.CommandLine;

class PlotCommandTest {

    @TempDir
    Path folder;

    private Path rows;
    private Path charts;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRows() throws IOException {
        charts = folder.resolve("new").resolve("charts");
        rows = Files.writeString(folder.resolve("rows.json"), """
                {"replicas":4,"eventsPerSecond":900,"mongodMicrosPerEvent":40.5}
                {"replicas":1,"eventsPerSecond":1000,"mongodMicrosPerEvent":30}
                {"replicas":1,"eventsPerSecond":3000,"mongodMicrosPerEvent":null}
                {"replicas":1,"eventsPerSecond":1200,"mongodMicrosPerEvent":32}
                {"system":"Another","replicas":1,"mode":"backlog","eventsPerSecond":500,"mongodMicrosPerEvent":70}
                {"system":"Another","replicas":1,"mode":"burst","eventsPerSecond":50}
                {"kind":"idle","replicas":1,"eventsPerSecond":7}
                """);
    }

    @Test
    void curves_haveAPointForEachSystemAndNumberOfReplicas_theMedianOfTheBacklog() {
        assertThat(Curves.of(Figure.RATE, "backlog", ResultFile.read(rows)).bySystem())
                .containsExactly(
                        Map.entry("Leat", new TreeMap<>(Map.of(1, 1200.0, 4, 900.0))),
                        Map.entry("Another", new TreeMap<>(Map.of(1, 500.0))));
        assertThat(Curves.of(Figure.MONGOD_CPU, "backlog", ResultFile.read(rows))
                        .bySystem()
                        .get("Leat"))
                .isEqualTo(Map.of(1, 31.0, 4, 40.5));
    }

    @Test
    void chart_namesUnitsModeAndSystems() {
        XYChart chart = ChartFile.chart(
                Figure.MONGOD_CPU, "backlog", Curves.of(Figure.MONGOD_CPU, "backlog", ResultFile.read(rows)));

        assertThat(chart.getTitle()).isEqualTo("CPU time of mongod (µs/event), backlog");
        assertThat(chart.getXAxisTitle()).isEqualTo("replicas");
        assertThat(chart.getYAxisTitle()).isEqualTo("CPU time of mongod (µs/event)");
        assertThat(chart.getSeriesMap()).containsOnlyKeys("Leat", "Another");
    }

    @Test
    void plot_writesAChartForEachFigure() {
        assertThat(run(rows.toString(), "--out", charts.toString())).isZero();

        assertThat(charts.resolve("events-per-second.svg")).content().contains("<svg", "</svg>");
        assertThat(charts.resolve("mongod-micros-per-event.svg")).content().contains("<svg", "</svg>");
    }

    @Test
    void plot_drawsTheOtherMode_andTellsWhatItLacks() {
        assertThat(run(rows.toString(), "--mode", "burst", "--out", charts.toString()))
                .isZero();

        assertThat(charts.resolve("events-per-second.svg")).content().contains("<svg");
        assertThat(charts.resolve("mongod-micros-per-event.svg")).doesNotExist();
        assertThat(err.toString()).contains("not measured").contains("mongod");
    }

    @Test
    void plot_endsWithTwo_whenNothingIsDrawnOrAFileIsUnreadable() {
        assertThat(run(rows.toString(), "--mode", "other", "--out", charts.toString()))
                .isEqualTo(2);
        assertThat(run(rows.toString(), "missing.json", "--out", charts.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("missing.json");
        assertThat(run(rows.toString(), "--out", rows.toString())).isEqualTo(2);
        assertThat(charts).doesNotExist();
    }

    private int run(String... arguments) {
        return new CommandLine(new PlotCommand())
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
