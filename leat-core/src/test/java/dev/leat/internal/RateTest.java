package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.observe.ReplicaReport;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RateTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Offset<Double> CLOSE = within(0.001);

    private final Rate rate = new Rate(7 * SECOND);

    @Test
    void rate_isRight_fromTheFirstSpanOn_andStays() {
        assertThat(rate.next(7 * SECOND, 0)).isZero();
        for (int seconds = 5; seconds <= 600; seconds += 5) {
            assertThat(rate.next((7 + seconds) * SECOND, 100L * seconds)).isCloseTo(100, CLOSE);
        }
    }

    @Test
    void rate_falls_whenNothingHappens_asItsReaderReckons() {
        for (int seconds = 5; seconds <= 600; seconds += 5) {
            rate.next((7 + seconds) * SECOND, 100L * seconds);
        }
        double before = rate.next(607 * SECOND, 60_000);
        double after = rate.next(667 * SECOND, 60_000);
        assertThat(after).isCloseTo(100 / Math.E, within(0.01));
        assertThat(ReplicaReport.later(before, Duration.ofSeconds(60))).isCloseTo(after, within(0.01));
    }
}
