package dev.leat.benchmarks.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * What a table shows of each row: a head and a figure for every column, side by side. A figure that was not measured is
 * shown as a dash. Not thread-safe.
 */
public final class Columns<R> {

    private static final String NOTHING = "-";

    private final SequencedMap<String, Function<R, String>> columns = new LinkedHashMap<>();

    /** Adds a column of texts. */
    public Columns<R> text(String head, Function<R, String> cell) {
        columns.put(head, cell);
        return this;
    }

    /** Adds a column of figures without decimals, in groups of three digits. */
    public Columns<R> whole(String head, Function<R, Double> figure) {
        return text(head, row -> formatted("%,.0f", figure.apply(row)));
    }

    /** Adds a column of figures with one decimal. */
    public Columns<R> tenths(String head, Function<R, Optional<Double>> figure) {
        return text(
                head,
                row -> figure.apply(row).map(value -> formatted("%.1f", value)).orElse(NOTHING));
    }

    /** Adds a column of figures with two decimals. */
    public Columns<R> hundredths(String head, Function<R, Optional<Double>> figure) {
        return text(
                head,
                row -> figure.apply(row).map(value -> formatted("%.2f", value)).orElse(NOTHING));
    }

    /** The table of some rows. */
    public TextTable table(Collection<R> rows) {
        TextTable table =
                new TextTable().line(columns.sequencedKeySet().stream().toList());
        for (R row : rows) {
            table.line(columns.values().stream().map(cell -> cell.apply(row)).toList());
        }
        return table;
    }

    private static String formatted(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
