package dev.leat.benchmarks.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells on the error stream what is being measured, so that the output holds nothing but results. Thread-safe. */
public final class Progress {

    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Prints a line. */
    public void say(String text) {
        long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
        out.printf(Locale.ROOT, "[%4d s] %s%n", seconds, text);
    }
}
