package dev.leat.benchmarks.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves into an SVG file, dark on white. */
final class ChartFile {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 480;
    private static final int FONT_SIZE = 14;

    // Apart from each other also for those who see few colours, and dark enough on white.
    private static final Color[] COLORS = {
        new Color(0x00, 0x5A, 0x9C),
        new Color(0xC4, 0x4E, 0x00),
        new Color(0x00, 0x6B, 0x50),
        new Color(0x8E, 0x3A, 0x80),
        Color.DARK_GRAY
    };

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.TRIANGLE_DOWN
    };

    static {
        // No window is ever opened, and a machine without a display must do.
        System.setProperty("java.awt.headless", "true");
    }

    private ChartFile() {}

    /** Writes a file anew. */
    static void write(Path file, Figure figure, String mode, Curves curves) {
        XYChart chart = chart(figure, mode, curves);
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    static XYChart chart(Figure figure, String mode, Curves curves) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.axis() + ", " + mode)
                .xAxisTitle("replicas")
                .yAxisTitle(figure.axis())
                .build();
        style(chart.getStyler());
        curves.bySystem()
                .forEach((system, points) ->
                        chart.addSeries(system, new ArrayList<>(points.keySet()), new ArrayList<>(points.values())));
        return chart;
    }

    private static void style(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setChartFontColor(Color.BLACK);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
        styler.setSeriesColors(COLORS);
        styler.setSeriesMarkers(MARKERS);
        styler.setSeriesLines(new BasicStroke[] {new BasicStroke(2)});
        styler.setMarkerSize(9);
        styler.setLegendPosition(LegendPosition.OutsideS);
        // From zero, so that lengths can be compared.
        styler.setXAxisMin(0.0);
        styler.setYAxisMin(0.0);
        styler.setXAxisDecimalPattern("0.##");
        styler.setYAxisDecimalPattern("#,##0.##");
    }
}
