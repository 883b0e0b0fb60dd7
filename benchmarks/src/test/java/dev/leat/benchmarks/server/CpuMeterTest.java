package dev.leat.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuMeterTest {

    @Test
    void used_isEmpty_withoutProcesses() {
        assertThat(CpuMeter.start(List.of()).used()).isEmpty();
    }

    @Test
    void used_grows_withWork() {
        CpuMeter meter = CpuMeter.start(List.of(ProcessHandle.current()));
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (used(meter).toMillis() < 50 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(used(meter)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    private static Duration used(CpuMeter meter) {
        return meter.used().orElse(Duration.ZERO);
    }
}
