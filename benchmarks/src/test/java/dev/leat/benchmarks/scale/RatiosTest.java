package dev.leat.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatiosTest {

    @Test
    void ratio_isOfTheFirstRow() {
        List<ScaleRow> rows = Ratios.ofFirst(List.of(row(200), row(100), row(300)), "ofFirst", "rate");

        assertThat(rows).extracting(row -> row.number("ofFirst").orElseThrow()).containsExactly(1.0, 0.5, 1.5);
        assertThat(rows.getLast().number("rate")).contains(300.0);
    }

    @Test
    void ratio_isNull_whereOneOfTheTwo_wasNotMeasured() {
        ScaleRow without = ScaleRow.of("kind").number("rate", Optional.empty()).end(List.of("lost"));

        List<ScaleRow> rows = Ratios.ofFirst(List.of(row(200), without), "ofFirst", "rate");
        assertThat(rows.getLast().figures()).containsEntry("ofFirst", null);
        assertThat(rows.getLast().isExact()).isFalse();
        assertThat(Ratios.ofFirst(List.of(without, row(200)), "ofFirst", "rate")
                        .getLast()
                        .number("ofFirst"))
                .isEmpty();
    }

    private static ScaleRow row(double rate) {
        return ScaleRow.of("kind").number("rate", rate).end(List.of());
    }
}
