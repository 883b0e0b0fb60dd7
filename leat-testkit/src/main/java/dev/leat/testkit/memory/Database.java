package dev.leat.testkit.memory;

import dev.leat.ledger.ClusterTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one lock under which every call runs, and the clocks of the store. Thread-safe. */
final class Database {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InstantSource clock;
    private long clusterTime;

    Database(InstantSource clock) {
        this.clock = clock;
    }

    <T> T locked(Supplier<T> call) {
        lock.lock();
        try {
            return call.get();
        } finally {
            lock.unlock();
        }
    }

    void run(Runnable call) {
        lock.lock();
        try {
            call.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits under the lock until a condition holds or the time is over. */
    void await(BooleanSupplier condition, Duration atMost) {
        long left = atMost.toNanos();
        try {
            while (left > 0 && !condition.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void signal() {
        changed.signalAll();
    }

    Instant now() {
        return clock.instant();
    }

    /** The present point in logical time; every later {@link #tick} lies behind it. Called under the lock. */
    ClusterTime clusterTime() {
        clusterTime = Math.max(clusterTime, now().getEpochSecond() << 32);
        return new ClusterTime(clusterTime);
    }

    /** A new point in logical time. Called under the lock. */
    ClusterTime tick() {
        clusterTime();
        return new ClusterTime(++clusterTime);
    }
}
