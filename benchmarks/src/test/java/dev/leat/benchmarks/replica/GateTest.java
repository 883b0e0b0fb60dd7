package dev.leat.benchmarks.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void pass_goesThrough_whileOpen() {
        assertThat(gate.pass(Duration.ZERO, () -> "in", () -> "out")).isEqualTo("in");
    }

    @Test
    void pass_turnsBack_whileShut() {
        gate.shut();

        assertThat(gate.pass(Duration.ofMillis(1), () -> "in", () -> "out")).isEqualTo("out");
    }

    @Test
    void pass_goesThrough_onceItOpens() throws Exception {
        gate.shut();
        CompletableFuture<String> passing =
                CompletableFuture.supplyAsync(() -> gate.pass(Duration.ofMinutes(1), () -> "in", () -> "out"));
        gate.open();

        assertThat(passing.get(10, TimeUnit.SECONDS)).isEqualTo("in");
    }

    @Test
    void shut_waits_forWhoIsInside() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        CompletableFuture<Boolean> passing = CompletableFuture.supplyAsync(() -> gate.pass(
                Duration.ZERO,
                () -> {
                    inside.countDown();
                    return awaited(mayLeave);
                },
                () -> false));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> shutting = CompletableFuture.runAsync(gate::shut);
        assertThat(shutting).isNotDone();
        mayLeave.countDown();

        shutting.get(10, TimeUnit.SECONDS);
        assertThat(passing.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
