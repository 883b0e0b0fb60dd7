package dev.leat.benchmarks.measure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * When each of a run of events was sent, and so how long anything later took since then. By two clocks, because another
 * process can be compared only by the machine's own. Thread-safe.
 */
final class Sendings {

    private final long firstNumber;
    private final int skipped;
    private final AtomicLongArray nanos;
    private final AtomicLongArray epochMicros;

    /**
     * Prepares for events that follow one another.
     *
     * @param skipped how many of the first of them are not recorded, while everything warms up
     */
    Sendings(long firstNumber, int count, int skipped) {
        this.firstNumber = firstNumber;
        this.skipped = skipped;
        this.nanos = new AtomicLongArray(count);
        this.epochMicros = new AtomicLongArray(count);
    }

    /** Notes that an event is about to be appended. */
    void sending(long number) {
        int index = index(number);
        epochMicros.set(index, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        nanos.set(index, System.nanoTime());
    }

    /** Records the time from sending until a moment by {@link System#nanoTime}. */
    void recordNanos(long number, long at, Histogram histogram) {
        if (isWanted(number)) {
            histogram.recordValue(Math.max(0, at - nanos.get(index(number))) / 1_000);
        }
    }

    /** Records the time from sending until a moment by the machine's clock. */
    void recordEpochMicros(long number, long at, Histogram histogram) {
        if (isWanted(number)) {
            histogram.recordValue(Math.max(0, at - epochMicros.get(index(number))));
        }
    }

    /** A histogram of microseconds that several threads may fill. */
    static Histogram histogram() {
        Histogram histogram = new ConcurrentHistogram(3);
        histogram.setAutoResize(true);
        return histogram;
    }

    private boolean isWanted(long number) {
        int index = index(number);
        return index >= skipped && index < nanos.length();
    }

    private int index(long number) {
        return Math.toIntExact(number - firstNumber);
    }
}
