package dev.leat.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The truth that read models are compared with: computed from the generated events alone, by other code than the
 * projection. Not thread-safe.
 */
public final class ExpectedTotals {

    private static final int COUNT = 0;
    private static final int CENTS = 1;
    private static final int LAST = 2;
    private static final int CHAIN = 3;

    private final Map<String, long[]> totals = new HashMap<>();
    private long events;

    void add(String stream, ItemAdded item) {
        long[] sums = totals.computeIfAbsent(stream, key -> new long[4]);
        sums[COUNT]++;
        sums[CENTS] += item.cents();
        sums[LAST] = item.number();
        sums[CHAIN] = sums[CHAIN] * 31 + item.number();
        events++;
    }

    /** How many events it counts. */
    public long events() {
        return events;
    }

    public Set<String> streams() {
        return totals.keySet();
    }

    /**
     * Compares one document.
     *
     * @param actual null when there is none
     * @return what differs, in words; null when nothing does
     */
    public @Nullable String difference(String stream, @Nullable StreamTotals actual) {
        long[] sums = totals.get(stream);
        if (sums == null) {
            return "document " + stream + " should not be there: " + actual;
        }
        StreamTotals wanted = new StreamTotals(sums[COUNT], sums[CENTS], sums[LAST], sums[CHAIN]);
        if (wanted.equals(actual)) {
            return null;
        }
        if (actual == null) {
            return "document " + stream + " is missing, with " + wanted.count() + " events";
        }
        if (actual.count() != wanted.count()) {
            long off = actual.count() - wanted.count();
            return "document " + stream + " counts " + Math.abs(off)
                    + (off < 0 ? " events too few" : " events too many") + ": " + actual.count() + " instead of "
                    + wanted.count();
        }
        return "document " + stream + " has the right count and other content: " + actual + " instead of " + wanted;
    }
}
