package dev.leat.kafka;

import dev.leat.kafka.Shop.ItemAdded;
import java.util.concurrent.locks.LockSupport;

/** Appends events all the time, some thirty a second, until it is closed. */
final class Writer implements AutoCloseable {

    private static final long PAUSE_NANOS = 30_000_000;
    private static final int CARTS = 40;

    private final Thread thread;
    private volatile boolean closed;

    Writer(RouteDeployment deployment) {
        thread = Thread.ofPlatform().daemon().name("writer").start(() -> {
            for (int i = 0; !closed; i++) {
                deployment.append("cart-" + i % CARTS, ItemAdded.of("product-" + i % 7, 1 + i % 3));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
