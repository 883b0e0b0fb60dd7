package dev.leat.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ChangesTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Changes changes = new Changes(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void age_growsWhileNothingChanges_andBeginsAnewWithEachChange() {
        assertThat(changes.age("a", "7")).isZero();
        pass(Duration.ofSeconds(3));
        assertThat(changes.age("a", "7")).isEqualTo(Duration.ofSeconds(3));
        assertThat(changes.age("b", "9")).isZero();
        pass(Duration.ofSeconds(2));
        assertThat(changes.age("a", "7")).isEqualTo(Duration.ofSeconds(5));
        assertThat(changes.age("a", "8")).isZero();
        assertThat(changes.age("b", "9")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void resourceVersions_areNotOrdered() {
        changes.age("a", "9");
        pass(Duration.ofSeconds(1));
        assertThat(changes.age("a", "10")).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(changes.age("a", "9")).isZero();
    }

    @Test
    void leaseThatWentAway_isForgotten() {
        changes.age("a", "7");
        changes.keep(List.of("b"));
        pass(Duration.ofSeconds(1));
        assertThat(changes.age("a", "7")).isZero();
    }
}
