package dev.leat.benchmarks.scale;

import dev.leat.benchmarks.report.Progress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Says every ten seconds how far something is. Confined to one thread. */
final class Telling implements LongConsumer {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Progress progress;
    private final String what;
    private final long total;
    private long saidNanos = System.nanoTime();

    Telling(Progress progress, String what, long total) {
        this.progress = progress;
        this.what = what;
        this.total = total;
    }

    @Override
    public void accept(long done) {
        long now = System.nanoTime();
        if (now - saidNanos >= INTERVAL_NANOS) {
            saidNanos = now;
            progress.say("      %s: %,d of %,d".formatted(what, done, total));
        }
    }
}
