package dev.leat.benchmarks.replica;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Holds back whoever wants through it. Thread-safe. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean shut;
    private int inside;

    /** Shuts the gate and waits until nobody is inside. */
    void shut() {
        lock.lock();
        try {
            shut = true;
            while (inside > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Opens the gate. */
    void open() {
        lock.lock();
        try {
            shut = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something inside.
     *
     * @param otherwise given when the gate stays shut for so long
     */
    <T> T pass(Duration atMost, Supplier<T> action, Supplier<T> otherwise) {
        if (!enter(atMost)) {
            return otherwise.get();
        }
        try {
            return action.get();
        } finally {
            leave();
        }
    }

    private boolean enter(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (shut) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            inside++;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
