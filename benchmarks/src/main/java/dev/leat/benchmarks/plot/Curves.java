package dev.leat.benchmarks.plot;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The points of one chart. Immutable.
 *
 * @param bySystem for each system, in the order of the rows, the figure by the number of replicas; no system is without
 *     a point
 */
record Curves(LinkedHashMap<String, SortedMap<Integer, Double>> bySystem) {

    private static final String BACKLOG = "backlog";

    private static final String COMPARED_LEAT = "Leat in the comparison";

    private static final Set<String> KINDS = Set.of(ResultRow.RUN, ResultRow.COMPARISON);

    /**
     * The points of a figure in the rows of one mode. Of several rows for the same system and number of replicas the
     * median counts; rows that lack the figure give no point.
     */
    static Curves of(Figure figure, String mode, List<ResultRow> rows) {
        LinkedHashMap<String, SortedMap<Integer, List<Double>>> all = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            if (KINDS.contains(row.kind()) && row.text("mode").orElse(BACKLOG).equals(mode)) {
                row.number(figure.field())
                        .ifPresent(value -> all.computeIfAbsent(system(row), system -> new TreeMap<>())
                                .computeIfAbsent(row.count("replicas"), replicas -> new ArrayList<>())
                                .add(value));
            }
        }
        LinkedHashMap<String, SortedMap<Integer, Double>> medians = new LinkedHashMap<>();
        all.forEach((system, byReplicas) -> {
            SortedMap<Integer, Double> points = new TreeMap<>();
            byReplicas.forEach((replicas, values) -> points.put(replicas, median(values)));
            medians.put(system, points);
        });
        return new Curves(medians);
    }

    /** Figures of Leat from two commands were taken under different settings, and are two lines. */
    private static String system(ResultRow row) {
        boolean compared =
                row.kind().equals(ResultRow.COMPARISON) && row.system().equalsIgnoreCase(ResultRow.LEAT);
        return compared ? COMPARED_LEAT : row.system();
    }

    boolean isEmpty() {
        return bySystem.isEmpty();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
