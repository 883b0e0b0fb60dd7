package dev.leat.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleSizesTest {

    @Test
    void sizes_grow_andTheLargestHeapComesFirst() {
        ScaleSizes sizes = sizes(List.of(100L, 10L), List.of(40, 4), List.of(128, 512));

        assertThat(sizes.histories()).containsExactly(10L, 100L);
        assertThat(sizes.projections()).containsExactly(4, 40);
        assertThat(sizes.heaps()).containsExactly(512, 128);
    }

    @Test
    void sizes_thatCannotBeMeasured_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sizes(List.of(0L), List.of(4), List.of(128)))
                .withMessageContaining("1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sizes(List.of(1L), List.of(6), List.of(128)))
                .withMessageContaining("multiples of 4: 6");
    }

    private static ScaleSizes sizes(List<Long> histories, List<Integer> projections, List<Integer> heaps) {
        return new ScaleSizes(histories, projections, 1, 1, 1, 1, 1, 1, 1, 1, 1, heaps, 1);
    }
}
