package dev.leat.benchmarks.simulation;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells now and then how many seeds have run. Thread-safe. */
final class Progress {

    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream out;
    private final long expected;
    private final long startNanos = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(BETWEEN_LINES_NANOS);

    Progress(PrintStream out, long expected) {
        this.out = out;
        this.expected = expected;
    }

    void one() {
        long count = done.incrementAndGet();
        long elapsed = System.nanoTime() - startNanos;
        long due = nextLine.get();
        if (elapsed >= due && nextLine.compareAndSet(due, elapsed + BETWEEN_LINES_NANOS)) {
            out.printf(Locale.ROOT, "[%4d s] %,d of %,d seeds, %,.0f a second%n", seconds(), count, expected, rate());
        }
    }

    long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    }

    /** Seeds a second so far. */
    double rate() {
        return done.get() * 1e9 / Math.max(1, System.nanoTime() - startNanos);
    }
}
