package dev.leat.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.event.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a projection waits before it reads on. */
final class LingerTest {

    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final long MILLI = 1_000_000;

    private final Linger linger = new Linger(LONGEST, 0);

    @Test
    void left_isNothing_whenTheSourceIsQuiet() {
        linger.read(1_000 * MILLI, Position.START, Position.of(100), 100, false);

        assertThat(linger.left(1_000 * MILLI)).isZero();
    }

    @Test
    void left_isTheLongest_whenTheSourceIsBusyAndTheShareTiny() {
        linger.read(1_000 * MILLI, Position.START, Position.of(10_000), 1, false);

        assertThat(linger.left(1_000 * MILLI)).isEqualTo(LONGEST.toNanos());
        assertThat(linger.left(1_400 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(linger.left(1_600 * MILLI)).isZero();
    }

    @Test
    void left_isTheTimeInWhichABatchGathers() {
        for (long read = 1; read <= 100; read++) {
            linger.read(read * 100 * MILLI, Position.START, Position.of(read * 1_000), 500, false);
        }

        assertThat(linger.left(10_000 * MILLI)).isCloseTo(200 * MILLI, within(MILLI));
    }

    @Test
    void left_isNothing_whenEventsOfAQuietSourceComeCloseTogether() {
        linger.read(1_000 * MILLI, Position.START, Position.of(100), 100, false);
        linger.read(1_010 * MILLI, Position.of(100), Position.of(200), 25, false);

        assertThat(linger.left(1_010 * MILLI)).isZero();
    }

    @Test
    void left_isNothing_whenItBeginsFarOnInAQuietSource() {
        linger.read(100 * MILLI, Position.of(1_000_000), Position.of(1_000_010), 1, false);

        assertThat(linger.left(100 * MILLI)).isZero();
    }

    @Test
    void left_isNothing_soonAfterABurst() {
        linger.read(1_000 * MILLI, Position.START, Position.of(1_000_000), 1_000_000, false);
        linger.read(3_000 * MILLI, Position.of(1_000_000), Position.of(1_000_010), 1, false);

        assertThat(linger.left(3_000 * MILLI)).isZero();
    }

    @Test
    void left_isNothing_whenTheBatchWasWorthItsCommit() {
        linger.read(100 * MILLI, Position.START, Position.of(2_000), 1_000, false);

        assertThat(linger.left(100 * MILLI)).isZero();
    }

    @Test
    void left_isNothing_whenThereIsMoreAtOnce() {
        linger.read(100 * MILLI, Position.START, Position.of(2_000), 10, true);

        assertThat(linger.left(100 * MILLI)).isZero();
    }

    @Test
    void left_isNothing_whenNoLingerIsWanted() {
        Linger none = new Linger(Duration.ZERO, 0);

        none.read(100 * MILLI, Position.START, Position.of(2_000), 10, false);

        assertThat(none.left(100 * MILLI)).isZero();
    }

    @Test
    void left_isNothing_whenTheSourceBecomesQuiet() {
        linger.read(100 * MILLI, Position.START, Position.of(2_000), 10, false);
        linger.read(2_100 * MILLI, Position.START, Position.of(2_100), 10, false);

        assertThat(linger.left(2_100 * MILLI)).isZero();
    }
}
