package dev.leat.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.45S,450 ms",
        "PT0S,0 ms",
        "PT59.9S,59 s",
        "PT60S,1 min",
        "PT200S,3 min 20 s",
        "PT2H5M,2 h 5 min",
        "PT24H,1 d",
        "PT99H30M,4 d 3 h"
    })
    void duration_hasItsTwoLargestUnits(Duration duration, String words) {
        assertThat(Shown.duration(duration)).isEqualTo(words);
    }

    @Test
    void numbersAndTimes_areShortAndTheSameEverywhere() {
        assertThat(Shown.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Shown.rate(0.25)).isEqualTo("0.3");
        assertThat(Shown.rate(24_931.4)).isEqualTo("24,931");
        assertThat(Shown.time(Instant.parse("2026-01-01T00:00:00.999Z"))).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void table_isAlignedAndHasNoLines_andNoneWhenItIsEmpty() {
        TextTable table = new TextTable().text("NAME").number("COUNT");
        assertThat(table.toString()).isEmpty();
        assertThat(table.row("a", "1").row("longer", "1,000").toString())
                .isEqualToNormalizingNewlines(" NAME    COUNT\n a           1\n longer  1,000\n");
    }
}
