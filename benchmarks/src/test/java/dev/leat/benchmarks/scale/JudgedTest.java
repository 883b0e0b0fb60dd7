package dev.leat.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.partition.SlotSet;
import org.junit.jupiter.api.Test;

class JudgedTest {

    @Test
    void slots_areAll_upToAMillionEvents() {
        assertThat(Judged.slots(0)).isEqualTo(SlotSet.ALL);
        assertThat(Judged.slots(1_000_000)).isEqualTo(SlotSet.ALL);
    }

    @Test
    void slots_areFewer_theLongerTheHistory_andNeverNone() {
        assertThat(Judged.slots(10_000_000).size()).isEqualTo(102);
        assertThat(Judged.slots(1L << 50).size()).isEqualTo(1);
    }
}
