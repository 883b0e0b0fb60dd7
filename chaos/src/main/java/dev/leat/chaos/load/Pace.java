package dev.leat.chaos.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets writers go on, makes them wait, or ends them. Thread-safe. */
final class Pace {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int busy;
    private boolean paused;
    private boolean ended;

    Pace(int writers) {
        this.busy = writers;
    }

    void pause() throws InterruptedException {
        lock.lock();
        try {
            paused = true;
            changed.signalAll();
            while (busy > 0 && !ended) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            paused = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a moment, and longer while paused.
     *
     * @return false at the end
     */
    boolean awaitTurn(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos - System.nanoTime();
            while (left > 0 && !paused && !ended) {
                left = changed.awaitNanos(left);
            }
            if (paused) {
                busy--;
                changed.signalAll();
                while (paused && !ended) {
                    changed.await();
                }
                busy++;
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** A rest before an append is repeated; ends early with the run. */
    void rest(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !ended) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
