package dev.leat.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells, aligned to the right by column. Not thread-safe. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    /** Adds a line; the first is the head. */
    public TextTable line(List<String> cells) {
        lines.add(List.copyOf(cells));
        return this;
    }

    @Override
    public String toString() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                int width = line.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                text.append(column == 0 ? "" : GAP)
                        .append(" ".repeat(widths.get(column) - cell.length()))
                        .append(cell);
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
