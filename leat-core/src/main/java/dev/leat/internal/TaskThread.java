package dev.leat.internal;

import dev.leat.failure.NewerFormatException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.observe.LeatListener;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives one task on a thread of its own, pauses with growing delays after failures, and never dies before the task. */
final class TaskThread {

    private static final Logger log = LoggerFactory.getLogger("dev.leat.task");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    /** After so many steps without failure, or when there is nothing to do, a failed task works again. */
    private static final int STEPS_TO_TRUST = 10;

    private final Task task;
    private final LeatListener listener;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean abandoned;
    private Duration pause = Duration.ZERO;
    private int stepsSinceFailure;
    private @Nullable Class<?> told;

    TaskThread(Task task, LeatListener listener) {
        this.task = task;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("leat " + task.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Task task() {
        return task;
    }

    /** Ends the task's sleep. Callable from any thread. */
    void wake() {
        wake.release();
    }

    /** Waits for the task to stop. */
    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    /** Stops driving the task, whatever state it is in; the store's epochs keep that safe. */
    void abandon() {
        abandoned = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!task.isStopped() && !abandoned) {
                Duration next = stepOrPause();
                if (next.isPositive() && !task.isStopped()) {
                    awaitWake(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            dispose();
        }
    }

    private void dispose() {
        try {
            task.dispose();
        } catch (RuntimeException e) {
            log.debug("Resources of a task were not freed: task={}", task.name(), e);
        }
    }

    private Duration stepOrPause() {
        try {
            Duration next = task.step();
            stepsSinceFailure++;
            boolean works = next.isPositive() || stepsSinceFailure >= STEPS_TO_TRUST;
            if (pause.isPositive() && works) {
                listener.storeAvailable(task.name());
                pause = Duration.ZERO;
                told = null;
            }
            return next;
        } catch (StoreUnavailableException e) {
            if (isNews(e)) {
                listener.storeUnavailable(task.name(), e);
            }
        } catch (NewerFormatException e) {
            if (isNews(e)) {
                listener.newerFormat(task.name(), e);
            }
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            listener.taskFailed(task.name(), e);
        }
        task.recover();
        stepsSinceFailure = 0;
        pause = pause.isPositive() ? pause.multipliedBy(2) : FIRST_PAUSE;
        pause = pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
        return pause;
    }

    /** Whether a failure is of another kind than the one that was told since the task worked last. */
    private boolean isNews(RuntimeException failure) {
        boolean news = !abandoned && !failure.getClass().equals(told);
        told = failure.getClass();
        return news;
    }

    private void awaitWake(Duration atMost) throws InterruptedException {
        if (wake.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            wake.drainPermits();
        }
    }
}
