package dev.leat.benchmarks.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets figures of rows beside those of the first one. */
final class Ratios {

    private Ratios() {}

    /**
     * Adds to each row what a figure is as a share of the first row's: 1 means flat. Where one of the two was not measured,
     * the ratio is null.
     *
     * @param name of the ratio
     * @param figure of which it is
     */
    static List<ScaleRow> ofFirst(List<ScaleRow> rows, String name, String figure) {
        List<ScaleRow> result = new ArrayList<>();
        for (ScaleRow row : rows) {
            Map<String, @Nullable Object> figures = new LinkedHashMap<>(row.figures());
            figures.put(
                    name,
                    row.number(figure)
                            .flatMap(value -> rows.getFirst()
                                    .number(figure)
                                    .filter(first -> first != 0)
                                    .map(first -> value / first))
                            .orElse(null));
            result.add(new ScaleRow(row.kind(), figures, row.differences()));
        }
        return result;
    }
}
