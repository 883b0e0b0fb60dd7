package dev.leat.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassTest {

    @Test
    void rates_areByEvent() {
        Pass pass = new Pass(
                50_000,
                Duration.ofSeconds(10),
                Optional.of(Duration.ofSeconds(5)),
                Optional.empty(),
                Optional.of(Duration.ofMillis(2_500)));

        assertThat(pass.eventsPerSecond()).isEqualTo(5_000);
        assertThat(pass.mongodMicrosPerEvent()).contains(100.0);
        assertThat(pass.supportMicrosPerEvent()).isEmpty();
        assertThat(pass.clientMicrosPerEvent()).contains(50.0);
        assertThat(pass.mongodCore()).contains(0.5);
        assertThat(pass.clientCore()).contains(0.25);
    }

    @Test
    void median_isTheMiddle_orTheSlowerOfTwo() {
        assertThat(Pass.median(List.of(pass(3), pass(1), pass(2)))).isEqualTo(pass(2));
        assertThat(Pass.median(List.of(pass(1), pass(2)))).isEqualTo(pass(2));
        assertThat(Pass.median(List.of(pass(7)))).isEqualTo(pass(7));
    }

    private static Pass pass(int seconds) {
        return new Pass(100, Duration.ofSeconds(seconds), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
