package dev.leat.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.rows.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
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
    void curves_tellLeatOfAComparison_fromLeatAlone() throws IOException {
        Path compared = Files.writeString(folder.resolve("compared.json"), """
                {"replicas":1,"eventsPerSecond":1000}
                {"system":"leat","replicas":1,"mode":"backlog","eventsPerSecond":800}
                """);

        assertThat(Curves.of(Figure.RATE, "backlog", ResultFile.read(compared)).bySystem())
                .containsOnlyKeys("Leat", "Leat in the comparison");
    }

    @Test
    void plot_writesASmallChartForEachFigure_whichNamesUnitsModeSystemsAndNumbers() throws Exception {
        assertThat(run(rows.toString(), "--out", charts.toString())).isZero();

        assertThat(texts("events-per-second.svg"))
                .contains("events/s, backlog", "replicas", "Leat", "Another", "1,200");
        assertThat(texts("mongod-micros-per-event.svg"))
                .contains("CPU time of mongod (µs/event), backlog", "CPU time of mongod (µs/event)")
                .containsSubsequence("0", "20", "40", "60", "80", "1", "4");
        assertThat(charts.resolve("events-per-second.svg")).content().hasSizeLessThan(40_000);
    }

    @Test
    void chart_placesPointsBySize_fromZero() throws Exception {
        assertThat(run(rows.toString(), "--out", charts.toString())).isZero();

        NodeList curves = drawn("events-per-second.svg").getElementsByTagName("polyline");
        assertThat(curves.getLength()).isEqualTo(2);
        // 1,200 is the largest and the last tick, thus at the top; 900 is three quarters of the height.
        assertThat(points(curves, 0)).isEqualTo("260.0,45.0 770.0,130.0");
        assertThat(points(curves, 1)).isEqualTo("260.0,243.3");
    }

    @Test
    void axis_hasFewRoundTicks_upToTheLargest() {
        assertThat(Axis.upTo(24_932).ticks()).containsExactly(0.0, 5_000.0, 10_000.0, 15_000.0, 20_000.0, 25_000.0);
        assertThat(Axis.upTo(77.6).ticks()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0);
        assertThat(Axis.upTo(0.3).label(0.25)).isEqualTo("0.25");
        assertThat(Axis.upTo(0).ticks()).hasSize(2);
    }

    private Document drawn(String file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(charts.resolve(file).toFile());
    }

    private List<String> texts(String file) throws Exception {
        NodeList texts = drawn(file).getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static String points(NodeList curves, int number) {
        return curves.item(number).getAttributes().getNamedItem("points").getNodeValue();
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
