package dev.leat.kafka.registry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between attempts; a test's own waits for nothing. */
interface Pauses {

    /** Waits so long, on the calling thread. */
    void pause(Duration duration) throws InterruptedException;

    /** Real time. */
    Pauses REAL = duration -> {
        // Nobody counts it down.
        boolean counted = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        assert !counted;
    };
}
