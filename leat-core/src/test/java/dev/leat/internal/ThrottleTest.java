package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.rebuild.RebuildLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long SECOND = 1_000_000_000;

    private static Throttle on(int maxPercent, int maxDocumentsPerSecond) {
        Throttle throttle = new Throttle(new RebuildLimits(maxPercent, maxDocumentsPerSecond));
        throttle.set(true);
        return throttle;
    }

    @Test
    void rest_keepsTheShareOfTheTime() {
        Throttle throttle = on(20, 0);
        throttle.starts(0);
        throttle.committed(10_000, 2 * SECOND);
        assertThat(throttle.rest(2 * SECOND)).isEqualTo(Duration.ofSeconds(8));
        assertThat(throttle.rest(7 * SECOND)).isEqualTo(Duration.ofSeconds(3));
        assertThat(throttle.rest(10 * SECOND)).isZero();
        assertThat(throttle.maxEvents(5_000)).isEqualTo(5_000);
    }

    @Test
    void rest_keepsTheRateOfDocuments_andABatchIsSmallEnoughForIt() {
        Throttle throttle = on(100, 100);
        assertThat(throttle.maxEvents(5_000)).isEqualTo(500);
        throttle.starts(0);
        throttle.committed(500, SECOND);
        assertThat(throttle.rest(SECOND)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void longerRest_counts() {
        Throttle throttle = on(50, 1_000);
        throttle.starts(0);
        throttle.committed(100, 3 * SECOND);
        assertThat(throttle.rest(3 * SECOND)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void liveVersion_isNotHeldBack_andOneThatBecomesLiveGoesOnAtOnce() {
        Throttle throttle = on(1, 1);
        throttle.starts(0);
        throttle.committed(5, SECOND);
        assertThat(throttle.rest(SECOND)).isPositive();
        throttle.set(false);
        assertThat(throttle.rest(SECOND)).isZero();
        assertThat(throttle.maxEvents(5_000)).isEqualTo(5_000);
        throttle.starts(SECOND);
        throttle.committed(5_000, 2 * SECOND);
        assertThat(throttle.rest(2 * SECOND)).isZero();
    }
}
