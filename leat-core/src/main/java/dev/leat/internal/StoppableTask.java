package dev.leat.internal;

/** What all tasks do alike when they are woken and asked to stop. */
abstract class StoppableTask implements Task {

    private volatile Runnable waker = () -> {};
    private volatile boolean stopRequested;
    private volatile boolean stopped;

    /** Ends the pause of the task. Callable from any thread. */
    final void wake() {
        waker.run();
    }

    @Override
    public final void onWake(Runnable newWaker) {
        waker = newWaker;
    }

    @Override
    public void requestStop() {
        stopRequested = true;
        wake();
    }

    /** Whether it is to give back what it holds, in the steps to come. */
    final boolean isStopRequested() {
        return stopRequested;
    }

    @Override
    public final boolean isStopped() {
        return stopped;
    }

    /** Says that it holds nothing any more. */
    final void stopped() {
        stopped = true;
    }
}
