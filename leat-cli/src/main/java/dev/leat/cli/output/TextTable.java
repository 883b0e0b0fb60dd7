package dev.leat.cli.output;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;

/** A table without lines: a head in capitals, and nothing at all when it is empty. Not thread-safe. */
public final class TextTable {

    /** Wide enough for a terminal on a wide screen; what is longer goes on in the next line. */
    private static final int WIDEST = 100;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of text. */
    public TextTable text(String head) {
        return column(head, HorizontalAlign.LEFT);
    }

    /** Adds a column of numbers. */
    public TextTable number(String head) {
        return column(head, HorizontalAlign.RIGHT);
    }

    private TextTable column(String head, HorizontalAlign align) {
        columns.add(new Column()
                .header(head)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(WIDEST, OverflowBehaviour.NEWLINE));
        return this;
    }

    /** Adds a row, a cell for each column. */
    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns.");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, each with its end. */
    @Override
    public String toString() {
        if (rows.isEmpty()) {
            return "";
        }
        Object[][] cells = rows.stream().map(row -> row.toArray()).toArray(Object[][]::new);
        String table = AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(columns.toArray(Column[]::new), cells)
                .asString();
        StringBuilder text = new StringBuilder();
        table.lines().forEach(line -> text.append(line.stripTrailing()).append(System.lineSeparator()));
        return text.toString();
    }
}
