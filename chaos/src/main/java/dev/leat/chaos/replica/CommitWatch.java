package dev.leat.chaos.replica;

import java.time.Duration;

/** When commits with events were heard of. Thread-safe. */
public final class CommitWatch {

    private long[] nanos = new long[1024];
    private int count;

    synchronized void committed(long at) {
        if (count == nanos.length) {
            nanos = java.util.Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = at;
    }

    /** How many there were. */
    public synchronized int count() {
        return count;
    }

    /** The longest time without any between two moments, by {@link System#nanoTime}. */
    public synchronized Duration longestGap(long from, long to) {
        long longest = 0;
        long last = from;
        for (int i = firstSince(from); i < count && nanos[i] - to <= 0; i++) {
            longest = Math.max(longest, nanos[i] - last);
            last = Math.max(last, nanos[i]);
        }
        return Duration.ofNanos(Math.max(longest, to - last));
    }

    private int firstSince(long from) {
        int first = count;
        while (first > 0 && nanos[first - 1] - from >= 0) {
            first--;
        }
        return first;
    }
}
