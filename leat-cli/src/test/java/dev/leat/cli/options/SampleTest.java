package dev.leat.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.partition.SlotSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    @ParameterizedTest
    @CsvSource({"100%,1024", "50%,512", "0.1%,2", "0.01%,1", "1,1", "64,64", "1024,1024"})
    void sample_hasAsManySlots_asWereAskedFor(String text, int slots) {
        assertThat(Sample.parse(text).size()).isEqualTo(slots);
    }

    @Test
    void largerSample_holdsTheSmallerOne() {
        assertThat(Sample.parse("20%").containsAll(Sample.parse("10%"))).isTrue();
        assertThat(Sample.parse("100%")).isEqualTo(SlotSet.ALL);
    }

    @Test
    void sample_isSpreadOverAllPartitions() {
        SlotSet sample = Sample.parse("10%");
        for (int from = 0; from < 1024; from += 32) {
            assertThat(sample.and(SlotSet.range(from, from + 32)).isEmpty())
                    .as("slots from %s", from)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "0", "101%", "1025", "-1", "1.5", "many", "", "%", "NaN%"})
    void sample_isRefused_whenItIsNoShare(String text) {
        assertThatThrownBy(() -> Sample.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--sample takes a share");
    }
}
