package dev.leat.chaos.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each partition's checkpoint was seen to move. That of an idle partition moves every two seconds, so what is longer
 * is a standstill. Thread-safe.
 */
public final class CommitWatch {

    /** Shorter ones are not kept. */
    private static final long LEAST_NANOS = 200_000_000;

    private record Gap(long from, long to) {}

    private final Map<String, Long> last = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long commits;

    /**
     * Hears of a commit.
     *
     * @param partitions whose checkpoints it moved
     * @param nanos when, by {@link System#nanoTime}
     */
    public synchronized void committed(Iterable<String> partitions, long nanos) {
        commits++;
        for (String partition : partitions) {
            Long before = last.put(partition, nanos);
            if (before != null && nanos - before >= LEAST_NANOS) {
                gaps.add(new Gap(before, nanos));
            }
        }
    }

    /** How many commits there were. */
    public synchronized long commits() {
        return commits;
    }

    /** The longest standstill of a partition within two moments, by {@link System#nanoTime}. */
    public synchronized Duration longestGap(long from, long to) {
        long longest = 0;
        for (int i = gaps.size() - 1; i >= 0 && gaps.get(i).to() - from > 0; i--) {
            Gap gap = gaps.get(i);
            longest = Math.max(longest, Math.min(gap.to(), to) - Math.max(gap.from(), from));
        }
        for (long open : last.values()) {
            longest = Math.max(longest, to - Math.max(open, from));
        }
        return Duration.ofNanos(longest);
    }
}
