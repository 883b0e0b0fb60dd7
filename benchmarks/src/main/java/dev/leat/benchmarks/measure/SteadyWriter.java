package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes events at a steady rate, on a thread of its own, which alone uses the workload until the writer is closed. */
final class SteadyWriter implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);

    private final EventWriter writer;
    private final Workload workload;
    private final int perTick;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /**
     * Prepares to write.
     *
     * @param perSecond a multiple of 50
     */
    SteadyWriter(EventWriter writer, Workload workload, int perSecond) {
        this.writer = writer;
        this.workload = workload;
        this.perTick = Math.toIntExact(perSecond * TICK.toMillis() / 1_000);
        this.thread = Thread.ofPlatform().name("steady writer").daemon().unstarted(this::run);
    }

    /** Starts to write. */
    void start() {
        thread.start();
    }

    private void run() {
        try {
            long due = System.nanoTime();
            while (!closed) {
                writer.write(workload.nextEvenly(perTick));
                due += TICK.toNanos();
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Stops writing; what was written is in the workload's truth. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("The steady writer failed.", thrown);
        }
    }
}
