package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.StoreUnavailableException;
import dev.leat.ledger.SourceId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How often others are told of a ledger's growth. */
class PacedWakeupsTest {

    private static final SourceId ORDERS = SourceId.of("orders");
    private static final SourceId PAYMENTS = SourceId.of("payments");

    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<SourceId> sent = new LinkedBlockingQueue<>();

    @Test
    void announce_sendsEachTime_whenNobodyElseListens() {
        try (PacedWakeups wakeups = new PacedWakeups(sent::add, LONG)) {
            wakeups.listeners(1);
            for (int i = 0; i < 100; i++) {
                wakeups.announce(ORDERS);
            }

            assertThat(sent).hasSize(100);
        }
    }

    @Test
    void announce_sendsTheFirstAtOnce_andOneForAllThatFallIntoThePause() {
        PacedWakeups wakeups = new PacedWakeups(sent::add, LONG);
        wakeups.listeners(2);
        for (int i = 0; i < 100; i++) {
            wakeups.announce(ORDERS);
            wakeups.announce(PAYMENTS);
        }
        assertThat(sent).containsExactly(ORDERS);

        wakeups.close();

        assertThat(sent).containsExactly(ORDERS, PAYMENTS, ORDERS);
    }

    @Test
    void whatFellIntoThePause_isSentAtItsEnd() throws InterruptedException {
        try (PacedWakeups wakeups = new PacedWakeups(sent::add, Duration.ofMillis(200))) {
            wakeups.listeners(2);
            wakeups.announce(ORDERS);
            wakeups.announce(PAYMENTS);

            assertThat(sent.poll(1, TimeUnit.MINUTES)).isEqualTo(ORDERS);
            assertThat(sent.poll(1, TimeUnit.MINUTES)).isEqualTo(PAYMENTS);
        }
    }

    @Test
    void announce_saysSo_whenTheFirstIsNotSent() {
        PacedWakeups broken = new PacedWakeups(
                source -> {
                    throw new StoreUnavailableException("down");
                },
                LONG);

        assertThatThrownBy(() -> broken.announce(ORDERS)).hasMessageContaining("down");
        broken.close();
    }
}
