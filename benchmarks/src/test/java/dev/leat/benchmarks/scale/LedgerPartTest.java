package dev.leat.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.measure.LedgerSize;
import org.junit.jupiter.api.Test;

class LedgerPartTest {

    @Test
    void foreseen_isWhatIsOnDisk_indexIncluded_timesAHundredMillion() {
        assertThat(LedgerPart.megabytesForeseen(new LedgerSize(6, 5, 0.5))).isEqualTo(550);
    }
}
