package dev.leat.benchmarks.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws curves into an SVG file, dark on white. Text stays text, so that files are small and can be searched. */
final class ChartFile {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 480;
    private static final int FONT_SIZE = 14;

    private static final double LEFT = 90;
    private static final double RIGHT = 770;
    private static final double TOP = 45;
    private static final double BOTTOM = 385;

    /** Room for the marker of an entry of the legend, its name apart. */
    private static final int LEGEND_MARKER = 50;

    /** About what a letter takes; fonts differ. */
    private static final int LETTER = 8;

    private final Svg svg;
    private final Curves curves;
    private final Axis axis;
    private final SortedSet<Integer> replicas;

    private ChartFile(Figure figure, String mode, Curves curves) {
        this.curves = curves;
        String title = figure.axis() + ", " + mode;
        svg = new Svg(WIDTH, HEIGHT, FONT_SIZE, title);
        axis = Axis.upTo(curves.bySystem().values().stream()
                .flatMap(points -> points.values().stream())
                .max(Double::compare)
                .orElseThrow());
        replicas = curves.bySystem().values().stream()
                .flatMap(points -> points.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        svg.element("rect", "width", "100%", "height", "100%", "fill", "#fff");
        centered(title, (LEFT + RIGHT) / 2, TOP - 20);
        centered("replicas", (LEFT + RIGHT) / 2, BOTTOM + 42);
        String upwards = "translate(20 " + Svg.number((TOP + BOTTOM) / 2) + ") rotate(-90)";
        svg.words("text", figure.axis(), "transform", upwards, "text-anchor", "middle");
    }

    /** Writes a file anew. */
    static void write(Path file, Figure figure, String mode, Curves curves) {
        try {
            Files.writeString(file, new ChartFile(figure, mode, curves).drawn());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    private String drawn() {
        grid();
        int system = 0;
        for (SortedMap<Integer, Double> points : curves.bySystem().values()) {
            curve(points, Look.of(system));
            system++;
        }
        legend();
        return svg.end();
    }

    private void grid() {
        for (double tick : axis.ticks()) {
            line(LEFT, y(tick), RIGHT, y(tick), tick == 0 ? "#000" : "#ddd", 1);
            svg.words("text", axis.label(tick), "x", LEFT - 8, "y", y(tick) + 5, "text-anchor", "end");
        }
        line(LEFT, TOP, LEFT, BOTTOM, "#000", 1);
        for (int number : replicas) {
            line(x(number), BOTTOM, x(number), BOTTOM + 5, "#000", 1);
            centered(Integer.toString(number), x(number), BOTTOM + 21);
        }
    }

    private void curve(SortedMap<Integer, Double> points, Look look) {
        String way = points.entrySet().stream()
                .map(point -> Svg.number(x(point.getKey())) + "," + Svg.number(y(point.getValue())))
                .collect(Collectors.joining(" "));
        svg.element("polyline", "points", way, "fill", "none", "stroke", look.color(), "stroke-width", 2);
        points.forEach((number, value) -> marker(x(number), y(value), look));
    }

    private void legend() {
        int width = curves.bySystem().keySet().stream()
                .mapToInt(name -> LEGEND_MARKER + LETTER * name.length())
                .sum();
        double x = (LEFT + RIGHT - width) / 2;
        double y = HEIGHT - 20;
        int system = 0;
        for (String name : curves.bySystem().sequencedKeySet()) {
            Look look = Look.of(system);
            line(x, y - 5, x + 24, y - 5, look.color(), 2);
            marker(x + 12, y - 5, look);
            svg.words("text", name, "x", x + 32, "y", y);
            x += LEGEND_MARKER + LETTER * name.length();
            system++;
        }
    }

    private void centered(String words, double x, double y) {
        svg.words("text", words, "x", x, "y", y, "text-anchor", "middle");
    }

    private void line(double x1, double y1, double x2, double y2, String color, int width) {
        svg.element("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", color, "stroke-width", width);
    }

    private void marker(double x, double y, Look look) {
        String place = "translate(" + Svg.number(x) + " " + Svg.number(y) + ")";
        svg.element("path", "d", look.marker(), "transform", place, "fill", look.color());
    }

    private double x(int number) {
        return LEFT + (RIGHT - LEFT) * number / replicas.last();
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * axis.share(value);
    }
}
