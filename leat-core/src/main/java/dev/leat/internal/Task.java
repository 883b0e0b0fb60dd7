package dev.leat.internal;

import java.time.Duration;

/**
 * A state machine driven by steps. Confined to the thread that drives it, but for {@link #requestStop}.
 */
public interface Task {

    /** For logs. */
    String name();

    /**
     * Does the next thing, with at most one write to the store, wake-ups aside.
     *
     * @return how long nothing is to be done unless the task is woken; zero to be called again at once
     * @throws RuntimeException whatever the store threw; the driver then calls {@link #recover} and pauses
     */
    Duration step();

    /** Forgets what may be untrue after a failed step. Makes no call to the store. */
    void recover();

    /** Asks the task to give back what it holds, in the steps to come. Callable from any thread. */
    void requestStop();

    /** True when it holds nothing any more and needs no further step. Callable from any thread. */
    boolean isStopped();

    /** Sets what ends the driver's pause when the task is woken from another thread. To be called before the first step. */
    void onWake(Runnable waker);

    /** Frees local resources, whatever state the task is in. Makes no call to the store that it waits for. */
    default void dispose() {}
}
