package dev.leat.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taken back at the end, whichever end comes: the last thing made goes first. Run by the run itself or by
 * the shutdown hook, once. Thread-safe.
 */
final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> steps = new ArrayDeque<>();
    private volatile boolean begun;

    /** Also runs when the process is told to end by SIGINT or SIGTERM. */
    static Cleanup withShutdownHook() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
        return cleanup;
    }

    /** Adds a step; runs it at once when the end has begun already. */
    void add(AutoCloseable step) {
        synchronized (steps) {
            if (!begun) {
                steps.addLast(step);
                return;
            }
        }
        run(step);
    }

    /** True when there is nothing more to be shown, because all is being taken back. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public synchronized void close() {
        begun = true;
        for (AutoCloseable step = takeLast(); step != null; step = takeLast()) {
            run(step);
        }
    }

    private @Nullable AutoCloseable takeLast() {
        synchronized (steps) {
            return steps.pollLast();
        }
    }

    private static void run(AutoCloseable step) {
        try {
            step.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("leat chaos: " + e.getMessage());
        }
    }
}
