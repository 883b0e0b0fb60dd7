package dev.leat.cli.verify;

import dev.leat.verify.CheckProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells on long work how far it is, a line now and then. Confined to the checker's thread. */
final class ProgressLines implements CheckProgress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private long lastLine = System.nanoTime();

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void at(String what, long done, long of) {
        long now = System.nanoTime();
        if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = now;
            out.printf(Locale.ROOT, "%s: %,d of %,d%n", what, done, of);
        }
    }
}
