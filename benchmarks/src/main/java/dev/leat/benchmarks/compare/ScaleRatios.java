package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The ratios of one part of {@code benchmarks/scale}: what each size costs beside the first one. Immutable.
 *
 * @param kind of the rows
 * @param group figure whose rows belong together; empty when all do
 * @param size figure that differs
 * @param first which size the others are set beside
 * @param figures that are compared, with the direction in which they are better
 * @param make the ratios
 */
record ScaleRatios(
        String kind, String group, String size, Comparator<Double> first, Map<String, Better> figures, Ratios make)
        implements RatioSource {

    private static final double CPU = 1.25;
    private static final String RATE = "eventsPerSecond";

    /** Each part of the command. */
    static List<RatioSource> parts() {
        return List.of(
                part("history", "", "history", Comparator.naturalOrder(), RATE, "mongodMicrosPerEvent"),
                part("projections", "wanted", "projections", Comparator.naturalOrder(), "", "mongodMicrosPerEffect"),
                part("memory", "", "heapMegabytes", Comparator.reverseOrder(), RATE, ""));
    }

    private static RatioSource part(
            String name, String group, String size, Comparator<Double> first, String higher, String lower) {
        Map<String, Better> figures = new LinkedHashMap<>();
        figures.put(higher, Better.HIGHER);
        figures.put(lower, Better.LOWER);
        figures.remove("");
        Ratios make = new Ratios("benchmarks/scale --json FILE");
        return new ScaleRatios("scale-" + name, group, size, first, figures, make);
    }

    @Override
    public String command() {
        return make.command();
    }

    @Override
    public List<Ratio> ratios(List<ResultRow> rows) {
        List<Ratio> ratios = new ArrayList<>();
        Map<String, List<ResultRow>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.text(group).map(text -> text + ", ").orElse(""),
                        LinkedHashMap::new,
                        Collectors.toList()));
        groups.forEach((name, members) -> {
            List<ResultRow> sorted = members.stream()
                    .sorted(Comparator.comparing(row -> (double) row.count(size), first))
                    .toList();
            for (ResultRow row : sorted.subList(1, sorted.size())) {
                figures.forEach((figure, better) -> make.quotient(
                                name(name, row, sorted.getFirst()) + figure,
                                row.number(figure),
                                sorted.getFirst().number(figure),
                                better,
                                better == Better.HIGHER ? Ratios.RATE : CPU)
                        .ifPresent(ratios::add));
            }
        });
        ratios.add(make.exact(kind + ", exact", rows));
        return ratios;
    }

    private String name(String groupName, ResultRow row, ResultRow beside) {
        return String.format(
                Locale.ROOT, "%s, %s%s %,d to %,d: ", kind, groupName, size, row.count(size), beside.count(size));
    }
}
