package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The baseline beside a result. Immutable.
 *
 * @param lines one for each ratio of the baseline, in its order, then those that are new
 */
record Comparison(List<Line> lines) {

    private static final String NOTHING = "-";

    Comparison {
        lines = List.copyOf(lines);
    }

    /**
     * One ratio.
     *
     * @param baseline null when it is new
     * @param now null when it was not measured
     */
    record Line(
            String name, @Nullable Ratio baseline, @Nullable Ratio now, Verdict verdict) {

        private List<String> cells() {
            return List.of(
                    name, figure(baseline), figure(now), baseline == null ? verdict.words() : verdict.words(baseline));
        }

        private static String figure(@Nullable Ratio ratio) {
            return ratio == null ? NOTHING : String.format(Locale.ROOT, "%.2f", ratio.value());
        }
    }

    static Comparison of(SequencedMap<String, Ratio> baseline, SequencedMap<String, Ratio> measured) {
        List<Line> lines = new ArrayList<>();
        baseline.forEach((name, before) -> {
            Ratio now = measured.get(name);
            lines.add(
                    new Line(name, before, now, now == null ? Verdict.NOT_MEASURED : Verdict.of(before, now.value())));
        });
        measured.forEach((name, now) -> {
            if (!baseline.containsKey(name)) {
                lines.add(new Line(name, null, now, Verdict.NEW));
            }
        });
        return new Comparison(lines);
    }

    long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    /** How many ratios were judged, whatever the verdict. */
    long judged() {
        return count(Verdict.WITHIN) + count(Verdict.BETTER) + count(Verdict.WORSE);
    }

    /** The commands of which no ratio was measured: those of the baseline, and those whose rows would give ratios. */
    private SequencedSet<String> notMeasured() {
        SequencedSet<String> commands = Measured.commands();
        lines.stream()
                .flatMap(line -> Stream.ofNullable(line.baseline()))
                .forEach(ratio -> commands.add(ratio.command()));
        lines.stream()
                .flatMap(line -> Stream.ofNullable(line.now()))
                .forEach(ratio -> commands.remove(ratio.command()));
        return commands;
    }

    /** The table and a summary. */
    String text() {
        TextTable table = new TextTable().line(List.of("ratio", "baseline", "now", "verdict"));
        lines.forEach(line -> table.line(line.cells()));
        String end = System.lineSeparator();
        return table
                + notMeasured().stream()
                        .map(command -> "not measured, thus not passed: all of " + command + end)
                        .collect(Collectors.joining())
                + String.format(
                        Locale.ROOT,
                        "%d worse than the baseline allows, %d within or better, %d not measured, %d not in the baseline%n",
                        count(Verdict.WORSE),
                        count(Verdict.WITHIN) + count(Verdict.BETTER),
                        count(Verdict.NOT_MEASURED),
                        count(Verdict.NEW));
    }
}
